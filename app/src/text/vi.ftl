### Lời của giao diện. Mỗi khóa ở đây có ở mọi ngôn ngữ.

## Khung trang
skip-to-content = Đến nội dung chính
demo-banner = Dữ liệu minh họa của một tỉnh không có thật. Không dùng làm số liệu.
footer-nav = Thông tin về hệ thống
look = Cỡ chữ và màu
smaller = Chữ nhỏ hơn
normal-size = Chữ thường
larger = Chữ to hơn
contrast = Tương phản cao
theme-auto = Theo máy
theme-light = Nền sáng
theme-dark = Nền tối
to-home = Về trang đầu

## Trang đầu
home-title = Người dân hài lòng đến đâu?
home-lead = Trả lời phiếu tại nơi làm thủ tục, hoặc xem kết quả của từng nơi. Ai cũng xem và kiểm tra được.
home-answer = Trả lời phiếu
home-see = Xem kết quả
home-find = Tìm đơn vị (gõ không dấu cũng được)
home-none-found = Không tìm thấy đơn vị nào có tên như vậy.
find = Tìm
unit-ended = (đơn vị cũ)
code-label = Mã trên tờ giấy có hình QR
code-hint = Sáu chữ và số, ví dụ k7m2xp. Viết hoa hay thường đều được.
code-open = Mở phiếu

## Phiếu
survey-who = { $owner } hỏi ý kiến Ông/Bà; chỉ mất { $minutes }. Phiếu không ghi tên, không bắt buộc: câu nào không muốn trả lời thì bỏ qua.
minutes =
    { $n ->
       *[other] khoảng { $shown } phút
    }
privacy-link = Những gì được lưu
required = (cần trả lời)
only-if-applies = Chỉ trả lời nếu đúng với trường hợp của Ông/Bà.
at-most = Chọn nhiều nhất { $most }.
scale-1 = Rất không hài lòng
scale-2 = Không hài lòng
scale-3 = Bình thường
scale-4 = Hài lòng
scale-5 = Rất hài lòng
no-opinion = Không dùng / không có ý kiến
sector-title = Lĩnh vực
sector-question = Hôm nay Ông/Bà làm thủ tục thuộc lĩnh vực nào?
consent-without = Nếu không đánh dấu, các câu dưới đây không được lưu.
assisted = Có người giúp tôi điền phiếu này
send = Gửi ý kiến
sending = Đang gửi… (bấm lại nếu lâu)
next = Tiếp
back = Quay lại
step-of = Phần {"{n}"}/{"{total}"}
draft-restored = Các câu trả lời lần trước còn giữ trên máy này.
draft-start-over = Xóa, làm lại từ đầu

## Điều cần sửa
problems-title = Xin xem lại
problems-kept = Ý kiến chưa được gửi. Mọi điều đã điền vẫn còn nguyên.
problem-not-stored = Hệ thống đang bận nên chưa lưu được. Xin chờ một lát rồi bấm gửi lại; gửi nhiều lần cũng chỉ tính một lần.
problem-crowded = Rất nhiều người đang gửi phiếu ở điểm này cùng lúc nên chưa lưu được. Xin chờ một lát rồi bấm gửi lại; gửi nhiều lần cũng chỉ tính một lần.
problems-tab = Xin xem lại: { $title }
problem-nothing = Chưa có câu nào được trả lời. Xin trả lời ít nhất một câu.
problem-missing = Câu này cần trả lời.
problem-not-offered = Xin chọn một trong các câu trả lời có sẵn.
problem-more-than-one = Câu này chỉ chọn một.
problem-too-many = Câu này chọn nhiều nhất { $most }.
problem-not-a-number = Xin ghi một số từ { $least } đến { $greatest }.
problem-too-long = Dài quá { $longest } ký tự. Xin viết ngắn lại.

## Cảm ơn
thanks-title = Cảm ơn Ông/Bà!
thanks-stored = Ý kiến đã được ghi lại.
thanks-what-next = Ý kiến được cộng chung vào kết quả của { $unit }, không gắn với tên ai.
thanks-results = Xem kết quả của nơi này

## Không làm được
point-unknown-title = Không tìm thấy phiếu này
point-unknown = Mã này không có trong hệ thống. Xin xem lại mã trên tờ giấy có hình QR; các chữ dễ nhầm như O, I, L, S không được dùng.
not-yet-title = Phiếu chưa mở
not-yet = Đợt lấy ý kiến này bắt đầu lúc { $time } ngày { $date }. Xin quay lại sau.
closed-title = Đợt lấy ý kiến đã kết thúc
closed = Đợt này đã kết thúc lúc { $time } ngày { $date }, nên không nhận thêm ý kiến. Cảm ơn Ông/Bà đã quan tâm.
closed-results = Xem kết quả
conflict-title = Ý kiến đã được ghi lại từ trước
conflict = Phiếu này đã được gửi trước đó với các câu trả lời khác. Lần gửi đầu vẫn được giữ, lần này không được ghi thêm.
conflict-again = Mở một phiếu mới
bad-form-title = Không đọc được phiếu gửi lên
bad-form = Những gì gửi lên không giống phiếu của trang này, nên không có gì được lưu. Xin mở lại phiếu và trả lời trên đó.
bad-form-fields = Trường lạ: { $fields }
too-large-title = Phiếu gửi lên quá lớn
too-large = Phiếu dài hơn mức cho phép, nên không có gì được lưu. Xin rút ngắn phần viết.
too-slow-title = Gửi lên quá chậm
too-slow = Phiếu không đến trọn vẹn trong thời gian cho phép, nên không có gì được lưu. Xin kiểm tra kết nối mạng rồi gửi lại; các câu trả lời còn giữ trên máy này.
address-too-long-title = Địa chỉ quá dài
address-too-long = Địa chỉ này dài hơn mọi địa chỉ ở đây. Có thể đường dẫn đã gõ hoặc chép nhầm.
wrong-type-title = Cách gửi không đúng
wrong-type = Phiếu chỉ nhận từ mẫu trên trang này, nên không có gì được lưu.
from-elsewhere-title = Gửi từ một trang khác
from-elsewhere = Chỉ nhận những gì gửi từ chính các trang ở đây, nên không có gì được lưu hay thay đổi. Xin mở trang ở đây rồi gửi lại.
not-found-title = Không có trang này
not-found = Địa chỉ này không có. Có thể đường dẫn đã gõ nhầm hoặc trang đã chuyển đi.
wrong-method-title = Không làm được việc này ở đây
wrong-method = Trang này không nhận yêu cầu như vậy.
unavailable-title = Tạm thời không phục vụ được
unavailable = Hệ thống đang bận hoặc gặp trục trặc. Ý kiến chưa được ghi. Xin thử lại sau ít phút; các câu trả lời còn giữ trên máy này.
bad-filter-title = Không hiểu điều kiện lọc
bad-filter = Điều gì đó trong điều kiện lọc của địa chỉ này không có. Xin chọn lại.

## Kết quả
results-title = Kết quả
results-none = Chưa có câu trả lời nào với điều kiện này.
as-of = Tính đến { $time } ngày { $date }.
filter-unit = Đơn vị
filter-period = Thời gian
filter-campaign = Đợt khảo sát
filter-sector = Lĩnh vực
filter-mode = Cách trả lời
filter-all-sectors = Tất cả lĩnh vực
filter-all-modes = Mọi cách
mode-phone = Điện thoại của người dân
mode-kiosk = Màn hình tại nơi phục vụ
mode-interviewer = Được phỏng vấn
mode-paper = Phiếu giấy
mode-link = Đường liên kết được gửi
part-choose = Xem từng yếu tố của phiếu
part-only = Chỉ xem: { $part }
part-all = Xem cả chỉ số
filter-all-units = Tất cả đơn vị
filter-all-periods = Toàn bộ thời gian
filter-all-campaigns = Tất cả các đợt
filter-apply = Xem
period-year = Năm { $year }
period-quarter = Quý { $quarter }/{ $year }
period-month = Tháng { $month }/{ $year }
measure-survey = Khảo sát chọn mẫu ngẫu nhiên
measure-survey-lead = Người trả lời được chọn ngẫu nhiên, nên kết quả nói được cho tất cả mọi người, kèm mức sai số.
measure-feedback = Ý kiến tại nơi phục vụ
measure-feedback-lead = Ai vừa dùng dịch vụ và muốn nói thì trả lời, qua mã QR, màn hình hoặc đường dẫn. Đây là ý kiến của những người đã trả lời.
measure-administrative = Tỷ lệ hồ sơ do hệ thống khác báo
measure-administrative-lead = Hồ sơ không bị phàn nàn chia cho tất cả hồ sơ. Im lặng cũng được tính là hài lòng, nên không so được với hai loại số trên.
panel-title = { $title } (phiên bản { $version })
formula = Cách tính:
formula-pooled-top-two-box = tỷ lệ câu trả lời hài lòng, gộp mọi câu hỏi
formula-mean-of-item-shares = trung bình tỷ lệ hài lòng của từng câu hỏi
formula-weighted-factors = trung bình có trọng số của các yếu tố
formula-mean-score = điểm trung bình quy về thang 0–100
formula-weighted = có trọng số
chart-title = { $title }: tỷ lệ hài lòng theo lĩnh vực so với mục tiêu
chart-description = Mỗi thanh là một lĩnh vực, từ 0 đến 100 phần trăm; vạch đứng là mục tiêu; thanh có sọc là chưa tới mục tiêu; đoạn ngang mảnh là khoảng tin cậy. Bảng bên dưới ghi cùng những số đó.
target-bases = Mục tiêu theo:
column-sector = Lĩnh vực
column-unit = Đơn vị
column-year = Năm
column-share = Hài lòng
column-target = Mục tiêu
column-distance = Chênh lệch (điểm %)
column-interval = Khoảng tin cậy 95 %
column-verdict = Kết luận
column-respondents = Người trả lời
column-valid = Câu trả lời hợp lệ
column-satisfied = Câu trả lời hài lòng
column-rate = Tỷ lệ báo cáo
column-without-complaint = Không bị phàn nàn
column-dossiers = Tất cả hồ sơ
column-source = Nguồn
verdict-met = Đạt
verdict-missed = Không đạt
verdict-not-enough = Chưa đủ căn cứ
no-answers = Chưa có câu trả lời
hidden-short = Ẩn
hidden-too-few = Ẩn: dưới { $minimum } người trả lời
hidden-would-reveal = Ẩn: nếu hiện ra có thể suy ra một số bị ẩn khác
why-self-selected = Không có khoảng tin cậy và kết luận: người trả lời tự chọn tham gia, không ai biết họ đại diện cho những ai.
why-too-few = Quá ít người trả lời để tính khoảng tin cậy
why-not-publishable = Quá ít người trả lời hoặc khoảng tin cậy quá rộng để công bố khoảng và kết luận
why-formula = Cách tính này chưa có khoảng tin cậy
methods-link = Giải thích
respondents =
    { $n ->
       *[other] { $shown } người trả lời
    }

## Cách tính
methods-title = Cách tính các con số
methods-lead = Mỗi con số trên trang Kết quả được tính đúng như sau. Ai cũng có thể tải số liệu và tính lại.
methods-scale-title = Thang trả lời và mẫu số
methods-scale = Mỗi câu có năm mức, từ 1 (rất không hài lòng) đến 5 (rất hài lòng). Mức 4 và 5 được tính là hài lòng. Câu bỏ trống và câu trả lời “không dùng / không có ý kiến” không nằm trong mẫu số: chúng không làm tỷ lệ tăng hay giảm. Người trả lời là người có ít nhất một câu hợp lệ.
methods-pooled = Lấy tất cả câu trả lời mức 4 và 5 của mọi câu hỏi thuộc chỉ số, chia cho tất cả câu trả lời từ 1 đến 5 của các câu hỏi đó. Ví dụ: 10 người trả lời 6 câu, có 60 câu trả lời, trong đó 48 là hài lòng: 48 ÷ 60 = 80 %.
methods-items = Tính tỷ lệ hài lòng của từng câu hỏi, rồi lấy trung bình cộng. Mỗi câu hỏi nặng như nhau, dù có nhiều hay ít người trả lời.
methods-factors = Tính tỷ lệ hài lòng gộp của từng yếu tố, nhân với trọng số của yếu tố đó trong phiếu rồi cộng lại. Các trọng số cộng lại bằng 1.
methods-score = Lấy trung bình các câu trả lời từ 1 đến 5, trừ 1, chia 4: mức 1 thành 0, mức 5 thành 100. Đây là điểm, không phải tỷ lệ người hài lòng.
methods-weights-title = Trọng số
methods-weights = Trong khảo sát hộ gia đình, mỗi vùng (tầng) chọn một số thôn, tổ dân phố (cụm), mỗi thôn chọn một số hộ. Vì vậy một người được hỏi có thể đại diện cho 20 người ở nơi này và 180 người ở nơi khác: đó là trọng số của người ấy. Tỷ lệ hài lòng được tính với mỗi câu trả lời nhân trọng số. Số người trả lời và số câu trả lời vẫn là số đếm, không nhân; vì thế lấy số câu hài lòng chia số câu hợp lệ sẽ không ra đúng tỷ lệ có trọng số.
methods-target-title = Mục tiêu
methods-target = Mục tiêu do từng địa phương đặt ra, kèm văn bản căn cứ. Có nơi ghi “từ 80 % trở lên” (≥), có nơi ghi “trên 80 %” (>); dấu được giữ nguyên. Nếu đơn vị không có mục tiêu riêng thì dùng mục tiêu của cấp trên gần nhất. Chênh lệch là tỷ lệ trừ mục tiêu, tính bằng điểm phần trăm.
methods-interval-title = Khoảng tin cậy
methods-interval = Chỉ có ở khảo sát chọn mẫu ngẫu nhiên. Hỏi một mẫu khác sẽ ra con số hơi khác; khoảng tin cậy 95 % cho biết con số thật có thể nằm đâu. Cách tính: Clopper-Pearson cho mẫu ngẫu nhiên đơn giản. Khi một người trả lời nhiều câu, các câu của cùng một người giống nhau, nên cỡ mẫu được giảm xuống cho đúng (Korn-Graubard, mỗi người là một cụm) trước khi tính. Khi mẫu chọn theo tầng và cụm, người cùng thôn cũng giống nhau: phương sai được tính từ tầng, cụm và trọng số (tuyến tính hóa Taylor, cụm cấp một chọn có hoàn lại), số bậc tự do là số cụm trừ số tầng có người trả lời. Tầng chỉ có một cụm thì cụm đó được so với trung bình của mọi cụm, để khoảng rộng ra chứ không hẹp đi. Khi xem riêng một đơn vị hay lĩnh vực, cả mẫu vẫn được giữ trong phép tính. Hai đầu khoảng được làm tròn ra phía ngoài.
methods-verdict-title = Kết luận đạt hay không đạt
methods-verdict = “Đạt” khi ngay cả cận dưới (một phía, 95 %) cũng tới mục tiêu. “Không đạt” khi ngay cả cận trên cũng thấp hơn mục tiêu. Còn lại là “chưa đủ căn cứ”: mẫu còn nhỏ so với khoảng cách tới mục tiêu. Như vậy, khi con số thật đúng bằng mục tiêu, nhiều nhất 5 trong 100 lần kết luận sai là đạt.
methods-published-title = Khi nào không công bố khoảng và kết luận
methods-published = Theo tiêu chuẩn của NCHS (Mỹ, 2017): khi có dưới 30 người trả lời, khi cả mẫu chỉ đáng giá dưới 30 người chọn ngẫu nhiên, khi khoảng tin cậy rộng từ 30 điểm phần trăm, hoặc rộng hơn 5 điểm và hơn 130 % tỷ lệ. Tỷ lệ vẫn được ghi, nhưng không nên dùng để kết luận.
methods-self-selected-title = Vì sao ý kiến tại nơi phục vụ không có kết luận
methods-self-selected = Người quét mã QR hay bấm màn hình tự chọn việc trả lời. Người rất bực và người rất vui thường trả lời nhiều hơn. Không phép tính nào cho biết họ đại diện cho ai, nên một “mức sai số” sẽ gây hiểu lầm. Số người trả lời và tỷ lệ vẫn có ích để biết chỗ nào cần xem lại.
methods-administrative-title = Tỷ lệ hồ sơ do hệ thống khác báo
methods-administrative = Theo Quyết định 766/QĐ-TTg, hồ sơ không có phản ánh được tính là hài lòng. Vì đa số không phản ánh gì, tỷ lệ này thường 98–100 %. Nó đo việc khác, nên luôn đứng riêng, không chung biểu đồ.
methods-hidden-title = Số bị ẩn
methods-hidden = Nơi có dưới { $minimum } người trả lời bị ẩn để không ai đoán được một người đã trả lời gì. Đôi khi phải ẩn thêm một số khác, vì lấy tổng trừ đi sẽ ra số cần giữ kín.
methods-sources-title = Nguồn
methods-sources = Clopper, Pearson (1934), Biometrika 26; Korn, Graubard (1998), Survey Methodology 24; Binder (1983), International Statistical Review 51; hướng dẫn công bố tỷ lệ của NCHS (2017). Mã nguồn của chương trình được công khai, kèm bộ số đối chiếu tính bằng phần mềm R.

## Quyền riêng tư
privacy-title = Quyền riêng tư
privacy-lead = Phiếu không hỏi tên, số điện thoại hay giấy tờ, và hệ thống không lưu những thứ đó cùng câu trả lời.
privacy-kept-title = Lưu những gì
privacy-kept = Các câu trả lời, nơi trả lời (mã của quầy hay tờ giấy), đơn vị và lĩnh vực được đánh giá, cách trả lời (điện thoại, màn hình, phỏng vấn, giấy, đường dẫn), ngôn ngữ, có người giúp hay không, và thời điểm gửi.
privacy-not-kept-title = Không lưu những gì
privacy-not-kept = Không lưu địa chỉ mạng, dấu vết của máy, tên, số điện thoại hay vị trí cùng câu trả lời. Một mã số ngẫu nhiên giữ cho một phiếu gửi hai lần chỉ được tính một lần; mã đó không dẫn tới ai. Xin đừng ghi tên hay số điện thoại vào phần ý kiến khác.
privacy-device-title = Trên máy của Ông/Bà
privacy-device = Khi đang điền, câu trả lời được giữ tạm trên máy của Ông/Bà để không mất nếu mạng đứt, và bị xóa ngay khi gửi xong. Một cookie nhớ ngôn ngữ và cỡ chữ; không có cookie theo dõi và không tải gì từ nơi khác.
privacy-sensitive-title = Câu hỏi nhạy cảm
privacy-sensitive = Những câu như dân tộc chỉ được hỏi khi Ông/Bà tự đánh dấu đồng ý. Không đánh dấu thì không có gì được lưu.
privacy-small-title = Khi công bố
privacy-small = Nơi có ít người trả lời không được công bố riêng, để không ai đoán được câu trả lời của một người.
privacy-rights-title = Quyền của Ông/Bà
privacy-rights = Trả lời là tự nguyện và dừng lúc nào cũng được. Vì câu trả lời không gắn với tên ai, sau khi gửi chúng tôi không tìm lại được phiếu của một người cụ thể. Câu hỏi về dữ liệu xin gửi tới đơn vị ghi ở đầu phiếu; theo Luật Bảo vệ dữ liệu cá nhân, đơn vị phải trả lời.
