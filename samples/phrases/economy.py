"""Budget, investment, land, construction, trade, farming, environment."""

from __future__ import annotations

from samples.phrases.field import Field

ECONOMY = (
    Field(
        "budget",
        (
            "tình hình thu, chi ngân sách nhà nước",
            "công tác quản lý tài chính, tài sản công",
        ),
        (
            "rà soát các nguồn thu còn tiềm năng, nhất là thu từ đấu giá quyền sử dụng đất và thu nợ thuế",
            "cân đối, bố trí kinh phí chi trả chế độ cho người lao động nghỉ việc do sắp xếp tổ chức bộ máy",
            "thẩm định dự toán mua sắm trang thiết bị văn phòng theo đúng tiêu chuẩn, định mức",
            "xây dựng phương án xử lý các trụ sở dôi dư, không để thất thoát, lãng phí tài sản công",
            "đối chiếu số dư tạm ứng ngân sách, thu hồi các khoản tạm ứng quá hạn",
            "hướng dẫn các đơn vị lập dự toán chi năm sau sát với nhiệm vụ được giao",
            "siết chặt kỷ luật chi tiêu, cắt giảm các khoản chi tiếp khách, hội họp chưa cấp thiết",
            "tổng hợp nhu cầu kinh phí thực hiện cải cách tiền lương",
            "công khai số liệu quyết toán ngân sách trên trang thông tin điện tử",
        ),
        (
            ("h", "thu ngân sách trên địa bàn đạt {p} dự toán được giao"),
            ("-", "chi thường xuyên ngoài lương {p} so với dự toán đầu năm"),
            ("l", "nợ thuế có khả năng thu ở mức {p} tổng thu nội địa"),
            ("+", "thu từ khu vực ngoài quốc doanh {p} so với cùng kỳ"),
        ),
        (
            "Thu ngân sách trên địa bàn đạt {p} dự toán",
            "số thu nợ thuế mới bằng {p} kế hoạch",
            "có {r} khoản thu đạt tiến độ bình quân",
            "chỉ số thu ngân sách xếp thứ {k} trong các đơn vị cùng cấp",
        ),
    ),
    Field(
        "invest",
        (
            "tiến độ giải ngân vốn đầu tư công",
            "tháo gỡ khó khăn, vướng mắc các dự án trọng điểm",
        ),
        (
            "kiểm tra thực địa các gói thầu chậm tiến độ, lập biên bản xác định rõ nguyên nhân",
            "điều chỉnh kế hoạch vốn từ dự án không có khả năng giải ngân sang dự án có khối lượng",
            "hoàn thiện hồ sơ điều chỉnh chủ trương đầu tư dự án cải tạo, nâng cấp tuyến đường trung tâm",
            "yêu cầu nhà thầu tăng ca, tăng mũi thi công, cam kết tiến độ bằng văn bản",
            "lập hồ sơ quyết toán các công trình đã bàn giao đưa vào sử dụng",
            "phân công lãnh đạo phụ trách từng dự án, giao ban tiến độ ngay tại công trường",
            "xử lý dứt điểm vướng mắc về mặt bằng tại nút giao phía Nam",
            "thẩm định thiết kế bản vẽ thi công và dự toán các công trình khởi công mới",
            "rà soát năng lực của các nhà thầu, kiên quyết chấm dứt hợp đồng với nhà thầu vi phạm",
        ),
        (
            ("h", "giải ngân vốn đầu tư công đạt {p} kế hoạch"),
            ("h", "khối lượng xây lắp hoàn thành đạt {p} giá trị hợp đồng"),
            ("l", "số dư tạm ứng kéo dài còn {p} tổng vốn đã thanh toán"),
            ("-", "thời gian thẩm định hồ sơ {p} so với quy định"),
        ),
        (
            "Giải ngân vốn đầu tư công mới đạt {p} kế hoạch",
            "còn {r} dự án chưa phân bổ chi tiết vốn",
            "tỷ lệ giải ngân đứng thứ {k} toàn vùng",
            "giá trị khối lượng thực hiện bằng {p} cùng kỳ năm trước",
        ),
    ),
    Field(
        "land",
        (
            "công tác quản lý đất đai, bồi thường, giải phóng mặt bằng",
            "kết quả cấp giấy chứng nhận quyền sử dụng đất lần đầu",
        ),
        (
            "đo đạc, kiểm đếm, lập phương án bồi thường, hỗ trợ, tái định cư",
            "giải quyết dứt điểm hồ sơ đất đai tồn đọng tại bộ phận tiếp nhận và trả kết quả",
            "kiểm tra, xử lý các trường hợp xây dựng nhà trái phép trên đất nông nghiệp",
            "công khai kế hoạch sử dụng đất tại trụ sở và trên cổng thông tin điện tử",
            "xác định giá đất cụ thể làm căn cứ bồi thường cho các hộ dân còn lại",
            "làm sạch cơ sở dữ liệu đất đai, kết nối với cơ sở dữ liệu quốc gia về dân cư",
            "tổ chức đối thoại với các hộ dân chưa đồng thuận nhận tiền bồi thường",
            "lập hồ sơ thu hồi diện tích đất của các dự án chậm đưa đất vào sử dụng",
            "bố trí quỹ đất tái định cư tại khu dân cư phía Đông",
        ),
        (
            ("h", "tỷ lệ hồ sơ đất đai giải quyết đúng hạn đạt {p}"),
            ("h", "diện tích đã cấp giấy chứng nhận lần đầu đạt {p} diện tích cần cấp"),
            ("l", "tỷ lệ hồ sơ đất đai trễ hạn ở mức {p}"),
            ("h", "số hộ bàn giao mặt bằng đạt {p} tổng số hộ bị ảnh hưởng"),
        ),
        (
            "Tỷ lệ hồ sơ đất đai trễ hạn chiếm {p}",
            "đã bàn giao mặt bằng {r} hộ",
            "diện tích được cấp giấy chứng nhận lần đầu đạt {p}",
            "có {r} dự án còn vướng mắc về nguồn gốc đất",
        ),
    ),
    Field(
        "environ",
        (
            "công tác bảo vệ môi trường, thu gom và xử lý rác thải sinh hoạt",
            "xử lý ô nhiễm tại các cụm công nghiệp, làng nghề",
        ),
        (
            "xóa các điểm tập kết rác tự phát, lắp đặt camera giám sát",
            "hướng dẫn hộ gia đình phân loại rác tại nguồn, bố trí thùng chứa đúng quy cách",
            "quan trắc chất lượng nước thải sau xử lý của các cơ sở sản xuất",
            "đình chỉ hoạt động các cơ sở tái chế không có giấy phép môi trường",
            "nạo vét kênh, mương thoát nước, khơi thông cống ngầm",
            "lựa chọn nhà thầu thu gom, vận chuyển rác theo hình thức đấu thầu rộng rãi qua mạng",
            "trồng dặm cây xanh trên các tuyến đường mới mở",
            "kiểm kê khí nhà kính đối với các cơ sở thuộc danh mục",
        ),
        (
            ("h", "tỷ lệ thu gom chất thải rắn sinh hoạt đạt {p}"),
            ("l", "tỷ lệ rác chôn lấp trực tiếp {p}"),
            ("-", "lượng rác thải nhựa dùng một lần {p}"),
            ("h", "{p} cụm công nghiệp có hệ thống xử lý nước thải tập trung"),
        ),
        (
            "Tỷ lệ thu gom rác thải sinh hoạt đạt {p}",
            "còn {r} cụm công nghiệp chưa có trạm xử lý nước thải",
            "lượng rác phát sinh tăng {p}",
        ),
    ),
    Field(
        "build",
        (
            "công tác quản lý trật tự xây dựng, chỉnh trang đô thị",
            "tiến độ xây dựng nhà ở xã hội",
        ),
        (
            "cưỡng chế tháo dỡ các công trình vi phạm đã có quyết định xử phạt",
            "lập lại trật tự lòng đường, vỉa hè trên các tuyến đường chính",
            "rà soát quỹ đất trong các dự án nhà ở thương mại để phát triển nhà ở xã hội",
            "duy tu, sửa chữa mặt đường hư hỏng, sơn kẻ lại vạch tín hiệu",
            "điều chỉnh cục bộ quy hoạch phân khu, lấy ý kiến cộng đồng dân cư",
            "kiểm định an toàn chung cư cũ, di dời khẩn cấp các hộ dân trong nhà nguy hiểm",
            "ngầm hóa cáp viễn thông, chỉnh trang hè phố đồng bộ",
            "cấp giấy phép xây dựng theo quy trình rút gọn đối với nhà ở riêng lẻ",
        ),
        (
            ("h", "{p} công trình vi phạm mới được xử lý dứt điểm"),
            ("h", "số căn nhà ở xã hội hoàn thành đạt {p} chỉ tiêu"),
            ("-", "số vụ vi phạm trật tự xây dựng {p}"),
            ("h", "tỷ lệ hẻm được bê tông hóa đạt {p}"),
        ),
        (
            "Số vụ vi phạm trật tự xây dựng giảm {p}",
            "có {r} chung cư cũ đã được kiểm định",
            "tỷ lệ đô thị hóa đạt {p}",
        ),
    ),
    Field(
        "farm",
        (
            "tình hình sản xuất nông nghiệp, phòng, chống thiên tai",
            "tiến độ xây dựng nông thôn mới",
        ),
        (
            "chuyển đổi diện tích lúa kém hiệu quả sang cây ăn quả, rau màu",
            "tiêm phòng dại, lở mồm long móng cho đàn gia súc, lập danh sách hộ không chấp hành",
            "kiểm tra an toàn hồ, đập, trạm bơm, chuẩn bị vật tư theo phương châm “bốn tại chỗ”",
            "hỗ trợ hợp tác xã đăng ký mã số vùng trồng và truy xuất nguồn gốc",
            "sơ tán người dân ra khỏi khu vực có nguy cơ sạt lở",
            "ngăn chặn tàu cá khai thác bất hợp pháp, lắp thiết bị giám sát hành trình",
            "gieo cấy trong khung thời vụ tốt nhất, điều tiết nước hợp lý",
            "hoàn thiện hồ sơ công nhận xã đạt chuẩn nông thôn mới nâng cao",
        ),
        (
            ("h", "{p} tàu cá lắp thiết bị giám sát hành trình"),
            ("h", "tỷ lệ tiêm phòng gia súc đạt {p} tổng đàn"),
            ("h", "tỷ lệ hộ dân nông thôn dùng nước hợp vệ sinh đạt {p}"),
            ("l", "tỷ lệ hộ nghèo đa chiều ở mức {p}"),
        ),
        (
            "Diện tích gieo trồng đạt {p} kế hoạch",
            "có {r} xã đạt chuẩn nông thôn mới nâng cao",
            "tỷ lệ che phủ rừng duy trì {p}",
            "giá trị sản xuất tăng {p}",
        ),
    ),
    Field(
        "trade",
        (
            "tình hình sản xuất công nghiệp, thương mại và xúc tiến đầu tư",
            "công tác bình ổn thị trường, chống buôn lậu, hàng giả",
        ),
        (
            "kết nối cung cầu, đưa hàng Việt về vùng sâu, vùng xa",
            "xử lý nghiêm hành vi găm hàng, nâng giá xăng dầu, vật liệu xây dựng",
            "hỗ trợ doanh nghiệp chuyển đổi từ hộ kinh doanh, kê khai thuế điện tử",
            "lấp đầy diện tích đất công nghiệp còn trống, kêu gọi dự án công nghệ cao",
            "bảo đảm cung ứng điện cho sản xuất và sinh hoạt, không để thiếu điện cục bộ",
            "tổ chức hội chợ sản phẩm OCOP gắn với du lịch cộng đồng",
            "tháo gỡ vướng mắc về thủ tục xuất khẩu nông sản chính vụ",
        ),
        (
            ("+", "chỉ số sản xuất công nghiệp {p}"),
            ("h", "tỷ lệ lấp đầy các cụm công nghiệp đạt {p}"),
            ("+", "kim ngạch xuất khẩu {p} so với cùng kỳ"),
            ("h", "{p} doanh nghiệp sử dụng hóa đơn điện tử khởi tạo từ máy tính tiền"),
        ),
        (
            "Chỉ số sản xuất công nghiệp tăng {p}",
            "tỷ lệ lấp đầy các cụm công nghiệp mới đạt {p}",
            "có {r} dự án đi vào hoạt động",
            "chỉ số năng lực cạnh tranh đứng thứ {k}",
        ),
    ),
)
