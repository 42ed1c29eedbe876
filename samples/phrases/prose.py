"""Set phrases of a conclusion notice: headings, praise, agreement, follow-up, closing."""

from __future__ import annotations

ASSESSMENT = (
    "Đánh giá chung",
    "Về kết quả thực hiện",
    "Về tình hình, kết quả đạt được",
    "Kết quả đạt được và tồn tại, hạn chế",
)
TASKS = (
    "Nhiệm vụ trọng tâm trong thời gian tới",
    "Về nhiệm vụ thời gian tới",
    "Nhiệm vụ, giải pháp chủ yếu",
    "Phân công nhiệm vụ",
)
LEAD_IN = (
    "Để hoàn thành các chỉ tiêu đã đề ra, {boss} yêu cầu {group} tập trung thực hiện các nhiệm vụ sau:",
    "Yêu cầu {group} quán triệt, triển khai đồng bộ các nội dung sau:",
    "Thời gian tới, đề nghị {group} quan tâm một số nội dung như sau:",
)
PRAISE = (
    "Ghi nhận và đánh giá cao tinh thần trách nhiệm của các cơ quan, đơn vị.",
    "Biểu dương các đơn vị đã chủ động, tích cực triển khai nhiệm vụ được giao.",
    "Trong thời gian qua, các đơn vị đã có nhiều cố gắng, đạt một số kết quả bước đầu.",
)
BUT = (
    "Tuy nhiên, qua kiểm tra vẫn còn những hạn chế:",
    "Bên cạnh những kết quả đạt được, công tác này còn một số tồn tại:",
    "Mặc dù vậy, kết quả chưa đồng đều giữa các đơn vị:",
)
WANTING = (
    "một số đơn vị chưa quyết liệt, còn tư tưởng trông chờ, đùn đẩy",
    "công tác phối hợp có lúc chưa chặt chẽ",
    "người đứng đầu một vài nơi chưa sâu sát cơ sở",
    "chất lượng tham mưu còn hạn chế",
)
AGREEMENTS = (
    "Thống nhất chủ trương như đề xuất tại cuộc họp",
    "Cơ bản thống nhất với nội dung báo cáo và ý kiến của các đại biểu",
    "Đồng ý về nguyên tắc đối với phương án đã trình",
    "Nhất trí với các nhóm giải pháp được nêu trong dự thảo",
)
CONTENTS = (
    "số liệu đến thời điểm báo cáo",
    "nguyên nhân khách quan, chủ quan",
    "kinh phí đã sử dụng và còn thiếu",
    "danh sách hộ gia đình, cá nhân có liên quan",
    "khó khăn, vướng mắc và kiến nghị",
    "tiến độ của từng hạng mục",
)
SUPERVISION = (
    (
        "Giao {office} theo dõi, đôn đốc việc thực hiện Thông báo này, báo cáo {boss}.",
        "",
        "",
    ),
    (
        "{office} theo dõi, đôn đốc các đơn vị thực hiện các nội dung kết luận trên; định kỳ hằng tháng tổng hợp, báo cáo {boss}.",
        "định kỳ hằng tháng",
        "recurring",
    ),
    (
        "Giao {office} theo dõi, đôn đốc, kiểm tra việc thực hiện Kết luận này; tổng hợp kết quả báo cáo tại phiên họp thường kỳ.",
        "tại phiên họp thường kỳ",
        "event",
    ),
    (
        "Giao {office} thường xuyên theo dõi, đôn đốc các cơ quan, đơn vị thực hiện Thông báo này.",
        "thường xuyên",
        "continuous",
    ),
)
DEMANDS = (
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị kịp thời phản ánh về {office} để tổng hợp, xử lý.",
    "Quá trình triển khai nếu phát sinh vướng mắc vượt thẩm quyền, các đơn vị chủ động báo cáo qua {office}.",
)
MEETINGS = ("cuộc họp", "buổi làm việc", "Hội nghị", "cuộc họp giao ban", "phiên họp")
ROOMS = ("tại Hội trường tầng 2", "tại Phòng họp số 1", "tại trụ sở cơ quan")
PARTS_OF_DAY = ("Ngày", "Ngày", "Ngày", "Sáng ngày", "Chiều ngày")
ATTENDING = (
    "Dự họp có đại diện lãnh đạo {units}.",
    "Tham dự có lãnh đạo {units} và các chuyên viên theo dõi lĩnh vực.",
    "Cùng dự có {units}.",
)
HEARD = (
    "Sau khi nghe {unit} báo cáo và ý kiến phát biểu của các đại biểu, {chair} kết luận như sau:",
    "Sau khi nghe {unit} trình bày báo cáo, ý kiến thảo luận của các thành viên dự họp, {chair} kết luận, chỉ đạo như sau:",
    "Trên cơ sở báo cáo của {unit} và ý kiến của các đơn vị, {chair} thống nhất kết luận một số nội dung sau:",
)
CLOSING = (
    "{issuer} thông báo để các cơ quan, đơn vị biết, triển khai thực hiện./.",
    "Trên đây là kết luận của {chair}, {issuer} thông báo đến các cơ quan, đơn vị biết, nghiêm túc thực hiện./.",
    "{issuer} thông báo nội dung kết luận nêu trên để các đơn vị, cá nhân có liên quan biết, thực hiện./.",
)
