"""Digital change, health, schools, safety, administration, culture, justice, staff."""

from __future__ import annotations

from samples.phrases.field import Field

SOCIETY = (
    Field(
        "digital",
        (
            "kết quả chuyển đổi số và thực hiện Đề án 06",
            "tiến độ triển khai dịch vụ công trực tuyến toàn trình",
        ),
        (
            "cấu hình lại quy trình điện tử của các dịch vụ công trực tuyến có phát sinh hồ sơ",
            "kiện toàn tổ công nghệ số cộng đồng, hướng dẫn người dân nộp hồ sơ tại nhà",
            "khắc phục lỗi đồng bộ trạng thái hồ sơ giữa các hệ thống thông tin",
            "đánh giá cấp độ an toàn hệ thống thông tin, diễn tập ứng cứu sự cố mạng",
            "số hóa thành phần hồ sơ tại quầy tiếp nhận, tái sử dụng kết quả đã số hóa",
            "triển khai ký số cá nhân cho toàn bộ công chức tham mưu giải quyết hồ sơ",
            "nâng cấp đường truyền, thay thế máy trạm đã hết khấu hao",
            "mở chiến dịch cao điểm kích hoạt tài khoản định danh điện tử mức độ 2",
            "chuẩn hóa dữ liệu hộ tịch, bảo đảm “đúng, đủ, sạch, sống”",
        ),
        (
            ("h", "tỷ lệ hồ sơ nộp trực tuyến đạt {p}"),
            ("h", "{p} văn bản đi được ký số và gửi trên môi trường mạng"),
            ("h", "tỷ lệ thanh toán trực tuyến phí, lệ phí đạt {p}"),
            ("l", "tỷ lệ hồ sơ phải trả lại để bổ sung ở mức {p}"),
        ),
        (
            "Tỷ lệ hồ sơ trực tuyến toàn trình đạt {p}",
            "{p} cán bộ, công chức đã được cấp chứng thư số",
            "chỉ số chuyển đổi số xếp hạng {k}",
            "mới có {r} dịch vụ công phát sinh hồ sơ",
        ),
    ),
    Field(
        "health",
        (
            "công tác phòng, chống dịch bệnh và bảo đảm an toàn thực phẩm",
            "kết quả triển khai hồ sơ sức khỏe điện tử, bảo hiểm y tế toàn dân",
        ),
        (
            "giám sát chặt chẽ các ổ dịch sốt xuất huyết, phun hóa chất diệt muỗi tại khu vực nguy cơ",
            "tiêm bù, tiêm vét vắc xin sởi cho trẻ từ 1 đến 10 tuổi",
            "kiểm tra đột xuất các bếp ăn tập thể trong trường học, khu công nghiệp",
            "bảo đảm đủ thuốc, vật tư, trang thiết bị phục vụ khám, chữa bệnh",
            "lập hồ sơ sức khỏe điện tử cho người cao tuổi trên địa bàn",
            "bố trí bác sĩ luân phiên về trạm y tế vùng khó khăn",
            "tuyên truyền, vận động người lao động tự do tham gia bảo hiểm y tế hộ gia đình",
            "thanh tra việc chấp hành quy định về giá dịch vụ khám bệnh của các cơ sở tư nhân",
        ),
        (
            ("h", "tỷ lệ bao phủ bảo hiểm y tế đạt {p} dân số"),
            ("h", "tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ đạt {p}"),
            ("-", "số ca mắc sốt xuất huyết {p} so với cùng kỳ"),
            ("h", "{p} cơ sở chế biến suất ăn được kiểm tra"),
        ),
        (
            "Tỷ lệ bao phủ bảo hiểm y tế đạt {p}",
            "số ca mắc tay chân miệng tăng {p} so với cùng kỳ",
            "có {r} trạm y tế đủ bác sĩ cơ hữu",
            "tỷ lệ hài lòng của người bệnh đứng thứ {k}",
        ),
    ),
    Field(
        "school",
        (
            "công tác chuẩn bị năm học mới",
            "tình hình đầu tư cơ sở vật chất trường học, tuyển sinh đầu cấp",
        ),
        (
            "rà soát tình trạng thừa, thiếu giáo viên, tham mưu phương án điều động, biệt phái",
            "sửa chữa nhà vệ sinh, tường rào, mái che của các điểm trường xuống cấp",
            "công khai các khoản thu đầu năm học, chấn chỉnh tình trạng lạm thu",
            "tổ chức tập huấn sử dụng học bạ số cho giáo viên chủ nhiệm",
            "lập kế hoạch xây bổ sung phòng học cho các trường quá tải sĩ số",
            "tăng cường giáo dục kỹ năng sống, ngăn ngừa bạo lực học đường và đuối nước",
            "hoàn thành tự đánh giá trường đạt chuẩn quốc gia",
            "bảo đảm an toàn xe đưa đón học sinh và bữa ăn bán trú",
        ),
        (
            ("h", "tỷ lệ trường đạt chuẩn quốc gia đạt {p}"),
            ("h", "huy động trẻ 5 tuổi ra lớp đạt {p}"),
            ("h", "{p} trường phổ thông triển khai học bạ số"),
            ("l", "tỷ lệ học sinh bỏ học ở mức {p}"),
        ),
        (
            "Có {r} trường đạt chuẩn quốc gia",
            "tỷ lệ phòng học kiên cố đạt {p}",
            "kết quả thi tốt nghiệp xếp thứ {k}",
            "tỷ lệ tốt nghiệp trung học phổ thông đạt {p}",
        ),
    ),
    Field(
        "fire",
        (
            "công tác phòng cháy, chữa cháy và cứu nạn, cứu hộ",
            "bảo đảm an ninh, trật tự dịp lễ, Tết",
        ),
        (
            "tổng kiểm tra an toàn phòng cháy, chữa cháy đối với nhà trọ, nhà ở kết hợp kinh doanh",
            "vận động mỗi hộ gia đình trang bị ít nhất 01 bình chữa cháy, mở lối thoát nạn thứ hai",
            "tổ chức diễn tập phương án chữa cháy có nhiều lực lượng tham gia tại chợ trung tâm",
            "xử lý nghiêm các cơ sở đưa vào hoạt động khi chưa được nghiệm thu",
            "tuần tra khép kín địa bàn, trấn áp các loại tội phạm đường phố",
            "kéo giảm tai nạn giao thông, xử lý vi phạm nồng độ cồn",
            "quản lý chặt chẽ người nước ngoài tạm trú tại các cơ sở lưu trú",
            "lắp đặt trụ nước chữa cháy tại các hẻm sâu trên 100 m",
        ),
        (
            ("h", "{p} cơ sở thuộc diện quản lý được kiểm tra"),
            ("-", "số vụ cháy {p} so với năm trước"),
            ("h", "tỷ lệ điều tra, khám phá án đạt {p}"),
            ("-", "số vụ tai nạn giao thông {p} trên cả ba tiêu chí"),
        ),
        (
            "Số vụ cháy giảm {p} so với cùng kỳ",
            "mới có {r} chung cư khắc phục xong tồn tại về phòng cháy",
            "tỷ lệ khám phá án đạt {p}",
        ),
    ),
    Field(
        "reform",
        (
            "kết quả cải cách hành chính và chấm điểm chỉ số cải cách hành chính",
            "chấn chỉnh kỷ luật, kỷ cương hành chính",
        ),
        (
            "kiểm điểm trách nhiệm tập thể, cá nhân để xảy ra hồ sơ trễ hạn kéo dài",
            "rà soát, đề xuất bãi bỏ các thành phần hồ sơ không cần thiết",
            "kiểm tra công vụ đột xuất, nhất là thời giờ làm việc và thái độ phục vụ",
            "thực hiện nghiêm việc xin lỗi người dân, doanh nghiệp khi trễ hẹn",
            "lập kế hoạch khắc phục các tiêu chí bị trừ điểm, phân công rõ người, rõ việc",
            "niêm yết đầy đủ quy trình, lệ phí và thời hạn giải quyết thủ tục hành chính",
            "bố trí công chức có chuyên môn phù hợp trực tiếp nhận và trả kết quả",
            "khảo sát mức độ hài lòng của người dân bằng phiếu điện tử",
        ),
        (
            ("h", "tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn đạt {p}"),
            ("h", "mức độ hài lòng của người dân, tổ chức đạt {p}"),
            ("l", "hồ sơ tồn quá hạn {p} tổng số hồ sơ tiếp nhận"),
            ("-", "thời gian giải quyết thủ tục hành chính {p}"),
        ),
        (
            "Tỷ lệ giải quyết hồ sơ đúng hạn đạt {p}",
            "còn {r} chỉ tiêu chưa hoàn thành",
            "chỉ số cải cách hành chính xếp hạng {k}",
            "mức độ hài lòng đạt {p}",
        ),
    ),
    Field(
        "culture",
        (
            "công tác tổ chức lễ hội, phát triển du lịch",
            "thực hiện chính sách an sinh xã hội, giảm nghèo",
        ),
        (
            "chi trả trợ cấp bảo trợ xã hội qua tài khoản, đúng đối tượng, không để sót",
            "lập hồ sơ đề nghị tu bổ các di tích đang xuống cấp",
            "quảng bá sản phẩm du lịch đêm, tuyến phố đi bộ ven sông",
            "tổ chức ngày hội việc làm, kết nối người lao động với doanh nghiệp",
            "hỗ trợ xóa nhà tạm, nhà dột nát cho hộ nghèo, hộ chính sách",
            "quản lý hoạt động quảng cáo ngoài trời, tháo dỡ biển hiệu sai quy định",
            "chăm lo người có công, thăm hỏi gia đình liệt sĩ, thương binh",
            "truyền thông phòng, chống tảo hôn, xâm hại trẻ em",
        ),
        (
            ("h", "tỷ lệ lao động qua đào tạo đạt {p}"),
            ("h", "{p} đối tượng bảo trợ nhận trợ cấp qua tài khoản"),
            ("+", "lượng khách du lịch {p} so với năm trước"),
            ("l", "tỷ lệ hộ nghèo {p}"),
        ),
        (
            "Lượng khách du lịch tăng {p}",
            "đã xóa {r} nhà tạm",
            "tỷ lệ hộ nghèo còn {p}",
            "chỉ số giảm nghèo xếp thứ {k}",
        ),
    ),
    Field(
        "justice",
        (
            "công tác tiếp công dân, giải quyết khiếu nại, tố cáo",
            "công tác xây dựng, kiểm tra và tổ chức thi hành pháp luật",
        ),
        (
            "đối thoại, giải quyết dứt điểm các vụ khiếu nại đông người",
            "trả lời kiến nghị của cử tri bằng văn bản, không để tồn đọng",
            "tự kiểm tra, bãi bỏ các văn bản quy phạm pháp luật không còn phù hợp",
            "thanh tra trách nhiệm người đứng đầu trong việc tiếp công dân",
            "tổ chức thi hành các bản án hành chính đã có hiệu lực pháp luật",
            "phổ biến các luật mới được thông qua tới tận thôn, tổ dân phố",
            "rà soát hồ sơ hộ tịch còn sai sót, hướng dẫn người dân cải chính",
        ),
        (
            ("h", "tỷ lệ giải quyết đơn thuộc thẩm quyền đạt {p}"),
            ("h", "{p} kiến nghị của cử tri được trả lời"),
            ("l", "số quyết định bị hủy, sửa chiếm {p}"),
        ),
        (
            "Tỷ lệ giải quyết đơn thư đạt {p}",
            "đã thi hành {r} bản án hành chính",
            "số lượt tiếp công dân giảm {p}",
        ),
    ),
    Field(
        "staff",
        (
            "công tác tổ chức bộ máy, tinh giản biên chế",
            "công tác thi đua, khen thưởng và đánh giá cán bộ",
        ),
        (
            "hoàn thiện đề án vị trí việc làm, gắn với cơ cấu lại đội ngũ",
            "đề xuất điều động công chức về hỗ trợ những nơi quá tải hồ sơ",
            "xây dựng tiêu chí chấm điểm thi đua theo kết quả đầu ra",
            "giải quyết chế độ, chính sách cho người hoạt động không chuyên trách",
            "mở lớp bồi dưỡng kỹ năng số cho công chức mới tuyển dụng",
            "thanh lọc hồ sơ cán bộ, cập nhật cơ sở dữ liệu cán bộ, công chức, viên chức",
            "sơ kết mô hình “ngày không hẹn, không chờ”",
        ),
        (
            ("-", "biên chế hưởng lương từ ngân sách {p}"),
            ("h", "{p} công chức hoàn thành bồi dưỡng kỹ năng số"),
            ("l", "tỷ lệ cán bộ được xếp loại xuất sắc {p}"),
        ),
        (
            "Đã tinh giản {p} biên chế",
            "có {r} đơn vị hoàn thành sắp xếp",
            "{p} công chức đã qua bồi dưỡng",
        ),
    ),
)
