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

## Câu trả lời chưa gửi được
unsent-title = Câu trả lời được giữ trên máy này
unsent-lead = Hiện chưa gửi được. Khi có mạng lại, máy tự gửi. Có thể đóng trang này; lần sau mở lại thì máy gửi tiếp.
unsent-done = Không còn gì chờ gửi
unsent-send = Gửi ngay
unsent-failed = Chưa gửi được. Máy sẽ tự thử lại.
unsent-waiting = { $time } ngày { $date }: { $title }
unsent-sent = Câu trả lời lúc { $time } ngày { $date } đã được gửi.
unsent-receipt = Xem mã biên nhận
unsent-wrong = Câu trả lời lúc { $time } ngày { $date } còn chỗ cần sửa rồi mới gửi được.
unsent-mend = Mở ra để sửa
unsent-refused = Câu trả lời lúc { $time } ngày { $date } không gửi được nữa. { $reason }
unsent-understood = Đã hiểu, xóa khỏi máy này
unsent-forget = Xóa khỏi máy này
unsent-forget-now = Xóa, không gửi
unsent-sending = Đang gửi…

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

## Trên máy đặt tại chỗ
kiosk-start = Bắt đầu
kiosk-anonymous = Không hỏi tên. Mất { $minutes }.
kiosk-progress = Câu {"{n}"}/{"{total}"}
kiosk-skip = Bỏ qua
kiosk-cancel = Làm lại từ đầu
kiosk-read = 🔊 Đọc to
kiosk-needed = Xin chọn một câu trả lời rồi đi tiếp.
kiosk-thanks = Ý kiến của Ông/Bà đã được ghi lại.
kiosk-still = Ông/Bà còn ở đó không?
kiosk-still-left = Sau {"{n}"} giây, màn hình sẽ quay về đầu và các câu đã chọn được xóa.
kiosk-stay = Tôi còn đây
kiosk-go = Thôi, xóa đi
kiosk-asleep = Ngoài giờ làm việc
kiosk-hours = Máy nhận ý kiến từ {"{opens}"} đến {"{closes}"}.
kiosk-waits = Xin chờ một chút
kiosk-waits-lead = Máy đang liên lạc lần đầu với máy chủ. Nếu lâu quá, xin kiểm tra mạng.
kiosk-stopped = Máy tạm ngừng nhận ý kiến
kiosk-stopped-lead = Máy không còn chỗ để giữ câu trả lời an toàn. Những ý kiến đã gửi vẫn còn. Xin báo cho cán bộ phụ trách.
kiosk-unknown = Máy này chưa được đăng ký, hoặc đã bị thu hồi
kiosk-unknown-lead = Còn {"{n}"} ý kiến giữ trên máy. Khi cán bộ phụ trách mở lại liên kết đăng ký trên máy này, các ý kiến đó sẽ được gửi.
kiosk-twice = Phiếu đang mở ở một thẻ khác
kiosk-twice-lead = Trên một máy chỉ dùng một thẻ. Xin đóng thẻ này.
kiosk-fault = Báo hỏng
kiosk-fault-told = Đã ghi nhận, cảm ơn. Cán bộ phụ trách sẽ thấy.
kiosk-device = Thiết bị
kiosk-queue = Đang chờ gửi
kiosk-queue-count = {"{n}"} ý kiến
kiosk-contact = Lần liên lạc gần nhất
kiosk-never = Chưa lần nào từ khi mở trang
kiosk-close = Đóng
kiosk-leave = Dành cho cán bộ
kiosk-leave-lead = Rời khỏi phiếu để dùng máy vào việc khác. Các ý kiến đang chờ vẫn được giữ trên máy.
kiosk-pin-typed = Mã PIN: {"{n}"} chữ số
kiosk-pin-wrong = Mã PIN không đúng. Xin chờ {"{n}"} giây.
kiosk-pin-erase = Xóa
kiosk-unlock = Mở khóa
kiosk-out = Rời khỏi phiếu
kiosk-next-person = Phiếu mới
kiosk-register-title = Đăng ký máy này làm thiết bị lấy ý kiến
kiosk-register-lead = Sau khi đăng ký, máy này mở thẳng vào phiếu của điểm dưới đây và gửi ý kiến về máy chủ, kể cả khi mạng chập chờn.
kiosk-register-point = Đặt tại
kiosk-register-campaign = Đợt khảo sát
kiosk-register-what = Liên kết này chỉ dùng được một lần. Nếu đang đăng nhập trên máy này, phiên đăng nhập sẽ kết thúc.
kiosk-register = Đăng ký máy này
kiosk-register-insecure = Địa chỉ này không phải HTTPS, nên trình duyệt không giữ được ý kiến khi mất mạng. Máy vẫn dùng được như một phiếu thường; xin dùng HTTPS để không mất ý kiến nào.
not-a-device-title = Máy này chưa được đăng ký
not-a-device = Trang này chỉ dành cho máy đặt tại điểm lấy ý kiến. Xin nhờ cán bộ phụ trách mở liên kết đăng ký trên máy này. Ý kiến còn giữ trên máy sẽ được gửi sau khi đăng ký lại. Nếu muốn trả lời bằng điện thoại của mình, xin gõ mã in dưới hình QR.
device-link-gone-title = Liên kết đăng ký không còn dùng được
device-link-gone = Mỗi liên kết đăng ký được một máy, trong bảy ngày. Xin tạo liên kết mới ở trang của thiết bị.
too-often-title = Gửi quá dày
too-often = Máy này liên lạc quá nhiều lần trong một phút. Không có gì bị mất; máy sẽ tự gửi lại.

## Không làm được
point-unknown-title = Không tìm thấy phiếu này
point-unknown = Mã này không có trong hệ thống. Xin xem lại mã trên tờ giấy có hình QR; các chữ dễ nhầm như O, I, L, S không được dùng.
not-yet-title = Phiếu chưa mở
not-yet = Đợt lấy ý kiến này bắt đầu lúc { $time } ngày { $date }. Xin quay lại sau.
not-opened = Đợt lấy ý kiến này đang được chuẩn bị nên chưa nhận ý kiến. Xin quay lại sau.
closed-title = Đợt lấy ý kiến đã kết thúc
closed = Đợt này đã kết thúc lúc { $time } ngày { $date }, nên không nhận thêm ý kiến. Cảm ơn Ông/Bà đã quan tâm.
closed-results = Xem kết quả
point-withdrawn-title = Nơi lấy ý kiến này không còn dùng
point-withdrawn = Mã này có thật, nhưng nơi lấy ý kiến mang mã đã ngừng dùng nên không nhận thêm ý kiến. Nếu đang ở nơi làm thủ tục, xin tìm tờ giấy có hình QR mới.
by-invitation-title = Phiếu này chỉ dành cho người được mời
by-invitation = Ở đây chỉ trả lời được bằng liên kết riêng ghi trong thư hoặc tin nhắn mời. Xin mở đúng liên kết đó.
invitation-gone-title = Liên kết này đã được dùng
invitation-gone = Mỗi liên kết chỉ gửi được một phiếu. Liên kết này đã được dùng, đã được thay bằng liên kết mới hơn, hoặc đã hết hạn, nên không có gì được lưu thêm. Nếu chưa trả lời, xin mở liên kết trong thư hoặc tin nhắn mời gần nhất.
not-inviting-title = Điểm này không mời ai
not-inviting = Chỉ phát liên kết mời được cho điểm đánh dấu “chỉ người được mời” và còn dùng. Xin chọn một điểm khác.
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
why-self-selected = Không có khoảng tin cậy, kết luận và xếp loại: người trả lời tự chọn tham gia, không ai biết họ đại diện cho những ai.
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
privacy-not-kept = Không lưu địa chỉ mạng, dấu vết của máy, tên, số điện thoại hay vị trí cùng câu trả lời. Một mã số ngẫu nhiên giữ cho một phiếu gửi hai lần chỉ được tính một lần; mã đó không dẫn tới ai. Xin đừng ghi tên hay số điện thoại vào phần ý kiến khác. Nếu Ông/Bà viết số điện thoại, số giấy tờ, số tài khoản hay địa chỉ thư điện tử vào phần góp ý, phần mềm che đi trước khi lưu.
privacy-invited-title = Nếu Ông/Bà được mời bằng liên kết riêng
privacy-invited = Đơn vị có danh sách mã hồ sơ hoặc mã hộ được mời. Khi phiếu được gửi, mã ấy bị xóa khỏi danh sách trong cùng một bước, và không ghi lại phiếu nào đến từ mã nào, nên không ai nối được hai bên. Đơn vị chỉ biết những mã chưa trả lời, để nhắc. Khi liên kết hết hạn, phần còn lại của danh sách bị xóa.
privacy-device-title = Trên máy của Ông/Bà
privacy-device = Khi đang điền, câu trả lời được giữ tạm trên máy của Ông/Bà để không mất nếu mạng đứt, và bị xóa ngay khi gửi xong. Câu trả lời chưa gửi được vì mạng thì ở lại trên máy này cho đến khi gửi xong, hoặc Ông/Bà xóa. Một cookie nhớ ngôn ngữ và cỡ chữ; một cookie khác đưa mã biên nhận tới trang cảm ơn rồi bị xóa ngay; không có cookie theo dõi và không tải gì từ nơi khác.
privacy-sensitive-title = Câu hỏi nhạy cảm
privacy-sensitive = Những câu như dân tộc chỉ được hỏi khi Ông/Bà tự đánh dấu đồng ý. Không đánh dấu thì không có gì được lưu.
privacy-small-title = Khi công bố
privacy-small = Nơi có ít người trả lời không được công bố riêng, để không ai đoán được câu trả lời của một người.
privacy-rights-title = Quyền của Ông/Bà
privacy-rights = Trả lời là tự nguyện và dừng lúc nào cũng được. Vì câu trả lời không gắn với tên ai, sau khi gửi chỉ người giữ mã biên nhận mới tìm lại và rút được phiếu của mình; chúng tôi thì không. Câu hỏi về dữ liệu xin gửi tới đơn vị ghi ở đầu phiếu; theo Luật Bảo vệ dữ liệu cá nhân, đơn vị phải trả lời.

# Tables that are uploaded
table-no-text = Tệp này không phải là bảng, hoặc chữ trong tệp bị hỏng. Xin lưu từ bảng tính thành “Excel Workbook (.xlsx)” hoặc “CSV UTF-8” rồi đưa lên lại.
table-old-workbook = Tệp ở dạng Excel cũ (.xls) hoặc có mật khẩu. Xin lưu thành “Excel Workbook (.xlsx)”, không đặt mật khẩu, rồi đưa lên lại.
table-other-archive = Tệp này không phải là tệp Excel (.xlsx). Xin lưu từ bảng tính thành “Excel Workbook (.xlsx)” hoặc “CSV UTF-8”.
table-broken-workbook = Không đọc được tệp Excel này: tệp bị hỏng hoặc chưa tải xong. Xin mở lại bằng Excel, lưu thành tệp mới rồi đưa lên lại.
table-too-large = Tệp lớn quá. Xin chép riêng bảng cần dùng sang một tệp mới rồi đưa lên lại.
table-too-many-rows = Tệp có quá nhiều dòng. Xin chia thành nhiều tệp.
table-too-many-columns = Tệp có dòng quá nhiều cột (trên 256). Xin chép riêng bảng cần dùng sang một tệp mới.
table-doubtful = Tệp không ghi rõ bảng mã nên được đọc theo bảng mã tiếng Việt của Windows. Xin xem chữ dưới đây có đúng không; nếu sai, xin lưu lại thành “CSV UTF-8” hoặc “.xlsx”.

# Tables that are uploaded
table-no-text = Tệp này không phải là bảng, hoặc chữ trong tệp bị hỏng. Xin lưu từ bảng tính thành “Excel Workbook (.xlsx)” hoặc “CSV UTF-8” rồi đưa lên lại.
table-old-workbook = Tệp ở dạng Excel cũ (.xls) hoặc có mật khẩu. Xin lưu thành “Excel Workbook (.xlsx)”, không đặt mật khẩu, rồi đưa lên lại.
table-other-archive = Tệp này không phải là tệp Excel (.xlsx). Xin lưu từ bảng tính thành “Excel Workbook (.xlsx)” hoặc “CSV UTF-8”.
table-broken-workbook = Không đọc được tệp Excel này: tệp bị hỏng hoặc chưa tải xong. Xin mở lại bằng Excel, lưu thành tệp mới rồi đưa lên lại.
table-too-large = Tệp lớn quá. Xin chép riêng bảng cần dùng sang một tệp mới rồi đưa lên lại.
table-too-many-rows = Tệp có quá nhiều dòng. Xin chia thành nhiều tệp.
table-too-many-columns = Tệp có dòng quá nhiều cột (trên 256). Xin chép riêng bảng cần dùng sang một tệp mới.
table-doubtful = Tệp không ghi rõ bảng mã nên được đọc theo bảng mã tiếng Việt của Windows. Xin xem chữ dưới đây có đúng không; nếu sai, xin lưu lại thành “CSV UTF-8” hoặc “.xlsx”.

## Cán bộ
field-needed = (bắt buộc)
for-staff = Dành cho cán bộ
sign-in-title = Đăng nhập dành cho cán bộ
sign-in-lead = Người dân không cần đăng nhập để gửi ý kiến hay xem kết quả.
sign-in = Đăng nhập
sign-in-wrong = Tên đăng nhập, mật khẩu hoặc khóa truy cập không đúng.
sign-in-wait = Đã có quá nhiều lần thử. Xin chờ { $seconds } giây rồi thử lại.
sign-in-provider = Đăng nhập bằng tài khoản cơ quan
sign-in-provider-hint = Ông/Bà sẽ được chuyển tới trang đăng nhập của cơ quan, rồi trở lại đây.
sign-in-local = Hoặc bằng mật khẩu riêng của hệ thống này
signed-out-provider = Ông/Bà đã đăng xuất khỏi hệ thống này, nhưng tài khoản cơ quan có thể vẫn đang mở trên máy này.
signed-out-provider-too = Đăng xuất cả tài khoản cơ quan
sign-in-forgotten = Quên mật khẩu? Xin quản trị viên của đơn vị gửi cho một liên kết mới.
sign-out = Đăng xuất
account-name = Tên đăng nhập
account-name-hint = Chữ cái không dấu, chữ số và . - _ @ ; ví dụ: le.thi.an
account-name-wrong = Tên đăng nhập có từ 2 đến 60 chữ cái không dấu, chữ số và . - _ @
account-name-taken = Đã có người dùng tên đăng nhập này.
password = Mật khẩu
password-new = Mật khẩu mới
password-again = Nhập lại mật khẩu mới
password-present = Mật khẩu hiện tại
password-present-wrong = Mật khẩu hiện tại không đúng.
password-wait = Đã có quá nhiều lần thử. Xin chờ một phút rồi thử lại.
password-rule = Ít nhất 12 ký tự. Một câu dài dễ nhớ là tốt nhất; không cần ký tự đặc biệt.
password-too-short = Mật khẩu cần ít nhất 12 ký tự.
password-too-long = Mật khẩu có nhiều nhất 256 ký tự.
password-common = Mật khẩu này nhiều người dùng nên dễ đoán. Xin chọn mật khẩu khác.
password-like-the-name = Mật khẩu giống tên của Ông/Bà nên dễ đoán. Xin chọn mật khẩu khác.
password-differs = Hai lần nhập mật khẩu không giống nhau.
password-set = Đặt mật khẩu
password-set-done = Đã đặt mật khẩu. Bây giờ Ông/Bà có thể đăng nhập.
password-change = Đổi mật khẩu
password-change-hint = Các phiên đăng nhập khác của Ông/Bà sẽ kết thúc.
password-changed = Đã đổi mật khẩu.
code-title = Mã xác thực
code-of-app = Mã gồm sáu chữ số trong ứng dụng xác thực
code-of-app-hint = Không có điện thoại? Nhập một mã dự phòng.
code-of-recovery = Mã dự phòng
code-of-recovery-hint = Dùng khi không có khóa truy cập. Mỗi mã dùng được một lần.
code-wrong = Mã không đúng hoặc đã dùng rồi. Xin chờ mã tiếp theo.
code-start-over = Đăng nhập lại từ đầu
invitation-title = Đặt mật khẩu
invitation-welcome = Xin chào { $name }
invitation-lead = Hãy chọn mật khẩu cho tài khoản { $account }. Liên kết này chỉ dùng được một lần.
link-gone-title = Liên kết không còn dùng được
link-gone = Liên kết đã được dùng hoặc đã hết hạn. Xin quản trị viên của đơn vị gửi cho một liên kết mới.
provider-way-title = Lần đăng nhập này không còn dùng được
provider-way = Lần đăng nhập đã hết hạn, đã dùng rồi, hoặc được bắt đầu ở một trình duyệt khác. Xin bắt đầu lại từ trang đăng nhập.
provider-away-title = Chưa liên hệ được với hệ thống tài khoản của cơ quan
provider-away = Hệ thống tài khoản của cơ quan chưa trả lời. Xin thử lại sau ít phút. Tài khoản có mật khẩu riêng vẫn đăng nhập được.
provider-declined-title = Hệ thống tài khoản của cơ quan đã từ chối
provider-declined = Hệ thống tài khoản của cơ quan không cho đăng nhập lần này. Xin thử lại, hoặc hỏi bộ phận quản lý tài khoản của cơ quan.
provider-declined-word = Lý do được báo lại: { $word }
provider-untrusted-title = Không xác minh được lần đăng nhập này
provider-untrusted = Câu trả lời của hệ thống tài khoản không hợp lệ nên không được chấp nhận. Xin thử lại; nếu vẫn vậy, xin báo quản trị viên.
provider-no-role-title = Tài khoản cơ quan của Ông/Bà chưa có vai trò ở đây
provider-no-role = Ông/Bà đã đăng nhập đúng, nhưng không thuộc nhóm nào được giao vai trò trong hệ thống này. Xin đề nghị quản trị viên đưa vào một nhóm.
provider-suspended-title = Tài khoản đang bị tạm khóa
provider-suspended = Quản trị viên đã tạm khóa tài khoản của Ông/Bà ở hệ thống này. Nếu cần, xin hỏi quản trị viên của đơn vị.
not-allowed-title = Ông/Bà không có quyền này
not-allowed = Tài khoản của Ông/Bà không có quyền mở trang này hoặc làm việc này. Nếu cần, xin hỏi quản trị viên của đơn vị.
account-title = Tài khoản của tôi
account-from-provider = Đăng nhập bằng tài khoản cơ quan. Họ tên và vai trò theo tài khoản đó, cập nhật mỗi lần đăng nhập.
desk-nav = Các phần dành cho cán bộ
second-factor = Xác thực hai bước
second-factor-on =
    { $n ->
        [0] Đang bật. Không còn mã dự phòng nào: hãy thiết lập lại để có mã mới.
       *[other] Đang bật. Còn { $shown } mã dự phòng.
    }
second-factor-off = Đang tắt. Khi bật, ngoài mật khẩu cần thêm mã trong điện thoại của Ông/Bà: ai biết mật khẩu cũng không vào được.
second-factor-set = Thiết lập xác thực hai bước
second-factor-anew = Thiết lập lại
second-factor-remove = Tắt xác thực hai bước
second-factor-remove-lead = Sau đó chỉ cần mật khẩu là vào được tài khoản này.
second-factor-removed = Đã tắt xác thực hai bước.
second-factor-needed = Với tài khoản của Ông/Bà, phải thiết lập xác thực hai bước trước khi làm việc khác.
second-factor-or-passkey = Hoặc thêm một khóa truy cập thay cho ứng dụng
second-factor-step-app = Mở một ứng dụng xác thực trên điện thoại (ứng dụng nào cũng được).
second-factor-step-scan = Quét hình này bằng ứng dụng.
second-factor-picture = Mã QR chứa khóa bí mật cho ứng dụng xác thực
second-factor-type = Không quét được? Nhập khóa này vào ứng dụng:
second-factor-step-code = Nhập mã mà ứng dụng hiện ra.
second-factor-confirm = Xác nhận
second-factor-done = Đã bật xác thực hai bước.
recovery-title = Mã dự phòng
recovery-lead = Hãy in hoặc ghi lại các mã này và cất nơi an toàn: mỗi mã thay điện thoại một lần. Trang này không hiện lại lần nữa.
recovery-kept = Tôi đã cất các mã
passkeys = Khóa truy cập
passkeys-lead = Khóa truy cập (passkey) nằm trong điện thoại, máy tính hoặc khóa bảo mật của Ông/Bà. Đăng nhập bằng vân tay, khuôn mặt hoặc mã PIN của máy, không cần mật khẩu; trang giả mạo không lấy được.
passkeys-unfit = Không dùng được ở đây: khóa truy cập cần một địa chỉ có tên miền và HTTPS (hoặc localhost), còn hệ thống này được mở tại { $address }. Người vận hành đặt địa chỉ bằng HAILONG_PUBLIC_URL.
passkey-codes =
    { $n ->
        [0] Không còn mã dự phòng nào. Muốn có mã mới, xin thiết lập xác thực hai bước bằng ứng dụng.
       *[other] Còn { $shown } mã dự phòng, dùng khi mất khóa truy cập.
    }
passkey-add = Thêm khóa truy cập
passkey-add-lead = Sau khi thêm, chỉ mật khẩu thì không vào được tài khoản nữa: đăng nhập bằng khóa truy cập, hoặc bằng mật khẩu cùng với khóa, mã trong ứng dụng hoặc mã dự phòng.
passkey-name = Tên của khóa
passkey-name-hint = Để nhận ra khóa này, ví dụ: Điện thoại của tôi
passkey-name-wrong = Tên của khóa có từ 1 đến 60 ký tự.
passkey-then = Bước sau, trình duyệt sẽ hỏi cất khóa ở đâu.
passkey-next = Tiếp tục
passkey-make-lead = Tạo khóa “{ $name }” trong máy này, trong điện thoại hoặc trong khóa bảo mật.
passkey-make = Tạo khóa truy cập
passkey-make-hint = Trình duyệt sẽ xin vân tay, khuôn mặt hoặc mã PIN. Xin làm trong vòng năm phút.
passkey-no-browser = Trình duyệt này không tạo được khóa truy cập, hoặc JavaScript đang tắt.
passkey-not-made = Chưa tạo được khóa truy cập. Có thể Ông/Bà đã hủy, hoặc máy đã có khóa của tài khoản này. Xin thử lại.
passkey-late = Đã quá năm phút, hoặc bước này đã làm rồi. Xin làm lại từ đầu.
passkey-not-believed = Không xác minh được khóa truy cập. Xin thử lại.
passkey-known = Khóa này đã được thêm rồi.
passkey-done = Đã thêm khóa truy cập.
passkey-added = Thêm lúc
passkey-used = Dùng gần nhất
passkey-never = Chưa dùng
passkey-remove = Bỏ khóa truy cập
passkey-remove-short = Bỏ…
passkey-remove-lead = Khóa “{ $name }” sẽ không mở được tài khoản này nữa. Xin xóa cả trong máy nơi khóa được cất.
passkey-removed = Đã bỏ khóa truy cập.
sign-in-passkey = Đăng nhập bằng khóa truy cập
sign-in-passkey-hint = Bằng vân tay, khuôn mặt hoặc mã PIN của máy.
sign-in-passkey-failed = Chưa đăng nhập được: không có khóa truy cập, hoặc Ông/Bà đã hủy. Xin thử lại.
sessions = Các phiên đăng nhập
session-browser = Trình duyệt
session-since = Bắt đầu
session-seen = Dùng gần nhất
session-action = Thao tác
session-this = Phiên này
session-end = Kết thúc
session-ended = Đã kết thúc phiên đăng nhập.
cancel = Thôi
save = Lưu
any = Tất cả
never = Chưa lần nào
role = Vai trò
roles = Vai trò
role-hint = Quản trị viên lập tài khoản; người quản lý làm khảo sát; chuyên viên phân tích xem số liệu; người nhập phiếu nhập phiếu giấy; người kiểm tra đọc nhật ký.
role-none = Không thêm
role-more = Thêm vai trò
role-wrong = Xin chọn một vai trò.
role-administrator = Quản trị viên
role-manager = Người quản lý khảo sát
role-analyst = Chuyên viên phân tích
role-collector = Người nhập phiếu
role-auditor = Người kiểm tra
scope = Phạm vi (đơn vị và các đơn vị bên dưới)
scope-everything = Toàn hệ thống
scope-wrong = Xin chọn một đơn vị trong phạm vi của Ông/Bà.
grants-none = Chưa có vai trò nào.
users-title = Người dùng
users-find = Tìm theo tên (không cần dấu)
users-none = Không có người dùng nào như vậy.
user-invite = Mời người dùng mới
user-seen = Đăng nhập gần nhất
user-since = Lập lúc
user-state = Tình trạng
user-own = Không ai tự đổi quyền của chính mình. Xin nhờ một quản trị viên khác.
user-from-provider = Người này đăng nhập bằng tài khoản cơ quan. Họ tên và vai trò theo các nhóm ở đó, cập nhật mỗi lần đăng nhập, nên không sửa ở đây.
user-change = Tên và vai trò
user-saved = Đã lưu.
user-link = Liên kết đặt mật khẩu
user-link-lead = Dành cho người quên mật khẩu hoặc chưa có mật khẩu. Các liên kết trước đó sẽ không dùng được nữa.
user-link-make = Tạo liên kết
user-link-unused = Một liên kết đã tạo còn dùng được đến { $time } ngày { $date }; tạo liên kết mới thì liên kết đó hỏng ngay.
user-link-for = Gửi liên kết này cho { $name } qua một kênh riêng. Ai có nó đều đặt được mật khẩu. Trang này không hiện lại lần nữa.
user-link-until = Dùng được một lần, đến { $time } ngày { $date }.
user-suspend = Tạm khóa tài khoản
user-suspend-lead = Người này sẽ bị đăng xuất ngay và không đăng nhập được nữa. Những gì họ đã làm vẫn được giữ trong nhật ký.
user-restore = Mở lại tài khoản
user-restore-lead = Người này lại đăng nhập được với mật khẩu cũ.
full-name = Họ và tên
full-name-hint = Tên mà đồng nghiệp biết, hoặc chức danh
full-name-missing = Xin nhập họ và tên.
full-name-too-long = Họ và tên có nhiều nhất 100 ký tự.
state-suspended = Tạm khóa
state-invited = Chưa đặt mật khẩu
state-provider = Hoạt động, tài khoản cơ quan
state-second-factor = Hoạt động, xác thực hai bước
state-active = Hoạt động
found =
    { $n ->
       *[other] { $shown } mục
    }
page-of = trang { $page } trên { $last }
page-before = Trang trước
page-after = Trang sau
pages-nav = Các trang của danh sách
saved = Đã lưu.
removed = Đã xóa.
code = Mã
code-rule = Từ 1 đến 40 chữ cái thường không dấu, chữ số và dấu gạch nối ở giữa, ví dụ: xa-an-binh. Không đổi được về sau.
code-invalid = Mã có từ 1 đến 40 chữ cái thường không dấu, chữ số và dấu gạch nối ở giữa.
code-taken = Mã này đã có. Xin chọn mã khác.
name-vi = Tên tiếng Việt
name-en = Tên tiếng Anh
name-en-hint = Để trống thì trang tiếng Anh dùng tên tiếng Việt.
name-missing = Xin nhập tên tiếng Việt.
name-too-long = Tên có nhiều nhất 200 ký tự.
day-wrong = Xin nhập một ngày có thật.
changed-meanwhile = Có người vừa sửa những thông tin này nên chưa lưu được. Xin xem lại rồi lưu lần nữa.
removal-refused = Không xóa được, vì còn có:
refers-children = cấp dưới trực thuộc
refers-predecessors = đơn vị cũ đã nhập vào đây
refers-targets = mục tiêu
refers-campaigns = đợt khảo sát
refers-points = điểm lấy ý kiến
refers-responses = câu trả lời của người dân
refers-roles = vai trò của người dùng
refers-rates = tỷ lệ hồ sơ do hệ thống khác báo
units-title = Đơn vị
units-find = Tìm theo tên hoặc mã (không cần dấu)
units-none = Không có đơn vị nào như vậy.
unit-name = Tên đơn vị
unit-add = Thêm đơn vị
unit-change = Sửa đơn vị
unit-kind = Cấp
unit-kind-wrong = Xin chọn cấp của đơn vị.
unit-kind-province = Tỉnh, thành phố
unit-kind-department = Sở
unit-kind-district = Huyện, quận
unit-kind-commune = Xã, phường, đặc khu
unit-field-hint = Gõ tên hoặc mã đơn vị; không cần dấu. Nhiều đơn vị cùng tên thì trang sẽ hỏi lại.
unit-field-none = Để trống: { $none }.
unit-field-several = Nhiều đơn vị có tên này. Xin chọn một.
unit-field-other = Hoặc gõ tên khác, đầy đủ hơn
unit-parent = Trực thuộc
unit-parent-hint = Khi chuyển sang đơn vị cấp trên khác, số liệu đã có của đơn vị này và các đơn vị bên dưới cũng chuyển theo.
unit-parent-needed = Xin chọn đơn vị cấp trên trong phạm vi của Ông/Bà.
unit-parent-wrong = Xin chọn đơn vị cấp trên trong phạm vi của Ông/Bà.
unit-parent-below = Một đơn vị không thể trực thuộc chính nó hay đơn vị cấp dưới của nó.
unit-top-level = (không trực thuộc đơn vị nào)
unit-valid = Thời gian tồn tại
unit-first-day = Ngày đầu tiên
unit-last-day = Ngày cuối cùng
unit-last-day-hint = Để trống khi đơn vị còn tồn tại. Đơn vị cũ vẫn giữ số liệu của mình.
unit-ends-before-it-begins = Ngày cuối cùng không được trước ngày đầu tiên.
unit-successor = Đã nhập vào
unit-successor-hint = Đơn vị mới thay cho đơn vị này, nếu đã sáp nhập.
unit-successor-none = (không có)
unit-successor-wrong = Xin chọn đơn vị trong phạm vi của Ông/Bà.
unit-successor-itself = Một đơn vị không thể nhập vào chính nó.
unit-names-only = Đây là đơn vị cao nhất trong phạm vi của Ông/Bà, nên chỉ sửa được tên. Những điều khác xin nhờ quản trị viên cấp trên.
unit-remove = Xóa đơn vị
unit-remove-lead = Chỉ xóa khi đơn vị được thêm nhầm. Đơn vị không còn tồn tại thì ghi ngày cuối cùng: số liệu cũ của nó vẫn được giữ.
targets-title = Mục tiêu
targets-find = Tìm theo đơn vị, lĩnh vực hoặc văn bản (không cần dấu)
targets-none = Không có mục tiêu nào như vậy.
target-add = Thêm mục tiêu
target-change = Sửa mục tiêu
target-remove = Xóa mục tiêu
target-remove-lead = Trang Kết quả sẽ không so với mục tiêu này nữa, kể cả ở những năm đã qua.
target-unit-hint = Mục tiêu cũng dùng cho các đơn vị bên dưới chưa có mục tiêu riêng.
target-unit-wrong = Xin chọn một đơn vị trong phạm vi của Ông/Bà.
target-sector-wrong = Xin chọn một lĩnh vực.
target-years = Năm
target-from-year = Từ năm
target-to-year = Đến năm
target-year-wrong = Xin nhập năm từ 1900 đến 2100.
target-ends-before-it-begins = Năm cuối không được trước năm đầu.
target-overlaps = Đơn vị này đã có mục tiêu khác cho cùng lĩnh vực trong những năm đó. Xin sửa năm, hoặc sửa mục tiêu kia.
target-operator = Cách so
target-operator-wrong = Xin chọn cách so.
target-at-least = ≥ (từ mức này trở lên)
target-more-than = > (trên mức này)
target-percent = Tỷ lệ hài lòng (%)
target-percent-hint = Trên 0, nhiều nhất 100; ví dụ 90 hoặc 92,5
target-percent-wrong = Xin nhập một số trên 0 và nhiều nhất 100, ví dụ 92,5.
target-basis = Căn cứ
target-basis-hint = Văn bản đặt ra mục tiêu, ví dụ số và ngày của nghị quyết hay kế hoạch
target-basis-missing = Xin ghi văn bản đặt ra mục tiêu.
target-basis-too-long = Căn cứ có nhiều nhất 300 ký tự.
target-catalogue = Mục tiêu các địa phương đã công bố
target-catalogue-lead = Chọn một dòng để đưa tỷ lệ, năm và căn cứ vào mẫu thêm mục tiêu, rồi sửa cho đúng với đơn vị của mình.
target-locality = Địa phương
target-unseen = (cần đối chiếu với văn bản)
target-take = Dùng
target-take-label = Dùng mục tiêu của { $locality }: { $sector }
refers-program = chương trình cần đến: lĩnh vực này có sẵn trong chương trình
sectors-title = Lĩnh vực
sectors-none = Không có lĩnh vực nào như vậy.
sectors-read-only = Lĩnh vực dùng chung cho mọi đơn vị, nên chỉ quản trị viên toàn hệ thống sửa được.
sector-name = Tên lĩnh vực
sector-add = Thêm lĩnh vực
sector-change = Sửa lĩnh vực
sector-parent = Thuộc
sector-parent-below = Một lĩnh vực không thể thuộc chính nó hay lĩnh vực bên dưới nó.
sector-top-level = (không thuộc lĩnh vực nào)
sector-position = Thứ tự
sector-position-hint = Số nhỏ đứng trước; từ 0 đến 9999
sector-position-wrong = Xin nhập một số từ 0 đến 9999.
sector-remove = Xóa lĩnh vực
sector-remove-lead = Chỉ xóa được khi chưa có gì dùng đến lĩnh vực này.
sector-built-in = Lĩnh vực này có sẵn trong chương trình nên không xóa được; tên và vị trí thì sửa được.
refers-invitations = danh sách được mời
points-title = Điểm lấy ý kiến
points-find = Tìm theo tên, mã, đơn vị, đợt (không cần dấu)
points-none = Không có điểm nào như vậy.
points-add = Thêm điểm lấy ý kiến
points-added =
    { $n ->
       *[other] Đã thêm { $shown } điểm.
    }
points-posters = In tờ giấy QR của các điểm này
points-too-many = Mỗi lần thêm nhiều nhất 500 điểm. Xin bớt tên hoặc chọn ít đơn vị hơn.
point-name = Tên điểm
point-names = Tên các điểm
point-names-hint = Mỗi dòng một điểm, ví dụ: Quầy 1. Tên tiếng Anh ghi sau dấu |, ví dụ: Quầy 1 | Counter 1
point-campaign-hint = Chỉ có { $most } đợt mới nhất. Với đợt khác, xin mở trang của đợt đó rồi thêm điểm từ đấy.
point-unit = Đơn vị được đánh giá
point-unit-hint = Đơn vị chủ trì đợt và các đơn vị bên dưới; đợt của sở thì mọi đơn vị trong tỉnh.
point-unit-wrong = Xin chọn một đơn vị mà đợt này được hỏi về.
point-spread = Thêm ở đâu
point-spread-only = Chỉ đơn vị đã chọn
point-spread-below = Mỗi đơn vị bên dưới đơn vị đã chọn
point-spread-communes = Mỗi xã, phường bên dưới đơn vị đã chọn
point-spread-none = Không có đơn vị nào như vậy bên dưới đơn vị đã chọn.
point-sector-chosen = (người dân chọn khi trả lời)
point-sector-hint = Điểm chung cho nhiều loại thủ tục thì để người dân chọn.
point-sector-wrong = Xin chọn một lĩnh vực có trong danh sách.
point-mode-wrong = Xin chọn cách trả lời.
point-campaign-wrong = Xin chọn một đợt do đơn vị trong phạm vi của Ông/Bà chủ trì.
point-campaign-closed = Đợt này đã kết thúc nên không thêm điểm được nữa.
point-by-invitation = Chỉ người được mời trả lời, mỗi người một liên kết
point-by-invitation-hint = Dùng cho danh sách hồ sơ hoặc hộ gia đình: mỗi liên kết gửi được một phiếu. Địa chỉ chung của điểm khi đó không nhận phiếu.
point-invitation-by-link = Người được mời trả lời qua đường liên kết. Xin chọn cách trả lời “Đường liên kết được gửi”.
point-withdrawn-mark = (không còn dùng)
point-invited-mark = (chỉ người được mời)
point-withdrawn-since = Không còn dùng từ ngày { $date }. Ai mở mã này được báo rõ như vậy.
point-link = Địa chỉ của phiếu
point-answers = Số phiếu đã nhận
point-posters = Tờ giấy có mã QR
point-posters-lead = In ra và đặt ở nơi người dân nhìn thấy. Có tiếng Việt và tiếng Anh.
point-qr = Chỉ mã QR (SVG)
point-change = Sửa điểm
point-keeps = Đã có người trả lời hoặc được mời ở điểm này, hoặc có thiết bị đứng ở đây, nên chỉ sửa được tên. Muốn hỏi việc khác thì thêm một điểm mới.
point-ending = Ngừng dùng hoặc xóa
point-withdraw = Ngừng dùng điểm này
point-withdraw-lead = Từ lúc này điểm không nhận phiếu nữa; ai quét mã được báo rõ. Phiếu đã nhận vẫn được giữ, và điểm có thể dùng lại.
point-restore = Dùng lại điểm này
point-restore-lead = Điểm lại nhận phiếu như trước, với cùng một mã.
point-remove = Xóa điểm
point-remove-lead = Chỉ xóa điểm thêm nhầm, chưa có ai trả lời. Mã của nó sẽ không mở được phiếu nào nữa.
point-remove-instead = Điểm này không xóa được, nhưng có thể ngừng dùng.
poster-a4 = Tờ A4
poster-a5 = Tờ A5
poster-tent = Biển để bàn (A4 gấp đôi)
posters-title = In tờ giấy có mã QR
posters-sheets =
    { $n ->
       *[other] { $shown } tờ.
    }
posters-print = Nhấn Ctrl+P (trên điện thoại: Chia sẻ, rồi In). Khổ giấy và lề đã đặt sẵn; để tỷ lệ 100 %.
posters-left-out =
    { $n ->
       *[other] { $shown } điểm không có tờ giấy: không còn dùng, chỉ dành cho người được mời, hoặc không trả lời bằng điện thoại.
    }
posters-parts = Nhiều tờ, nên in từng phần
posters-none = Không có tờ nào để in.
poster-question = Ông/Bà có hài lòng không?
poster-lead = Xin cho biết ý kiến về việc phục vụ ở đây.
poster-picture = Mã QR dẫn tới { $address }
poster-scan = Quét bằng máy ảnh của điện thoại, hoặc mở địa chỉ
poster-anonymous = Không ghi tên
poster-no-app = Không cần cài đặt, không cần đăng nhập
poster-until = đến hết ngày { $date }
poster-other-language = Also in English
poster-demo = DEMO – dữ liệu minh họa
poster-fold = gấp tại đây
invitations-title = Danh sách được mời
invitations-lead = Mỗi hồ sơ hoặc hộ trong danh sách được một liên kết, gửi được một phiếu. Không ai, kể cả Ông/Bà, biết phiếu nào là của ai.
invitations-find = Tìm theo tên danh sách, điểm (không cần dấu)
invitations-none = Chưa mời ai trả lời ở điểm này.
invitations-none-found = Chưa có danh sách nào như vậy. Muốn mời thì mở một điểm lấy ý kiến “chỉ người được mời”.
invitations-add = Mời theo danh sách
invitations-add-lead = Đưa lên danh sách mã hồ sơ hoặc mã hộ. Trước khi phát hành, trang này cho xem lại đã đọc được gì; chưa có gì được lưu.
invitations-name = Tên danh sách
invitations-name-hint = Ví dụ: Hồ sơ đất đai trả kết quả tháng 3
invitations-name-missing = Xin đặt tên cho danh sách.
invitations-until = Dùng được đến hết ngày
invitations-until-hint = Nhiều nhất một năm. Sau đó danh sách chưa trả lời bị xóa.
invitations-day-past = Ngày này đã qua.
invitations-day-far = Liên kết dùng được nhiều nhất một năm.
invitations-file = Tệp CSV hoặc Excel (.xlsx)
invitations-file-hint = Tệp Excel (.xlsx) hoặc CSV, nhiều nhất 4 MB. Chỉ cột mã được đọc và lưu; tên, địa chỉ trong các cột khác thì không.
invitations-list = Hoặc dán danh sách vào đây
invitations-list-hint = Mỗi dòng một hồ sơ hoặc hộ, nhiều nhất 100.000 dòng. Các cột cách nhau bằng dấu chấm phẩy, dấu phẩy hoặc phím Tab.
invitations-list-faulty = Có dòng chưa đúng; từng dòng được ghi ở phần “Đọc được”. Chưa có gì được phát hành.
invitations-list-empty = Danh sách chưa có dòng nào.
invitations-first-line = Dòng đầu tiên
invitations-first-names = là tên các cột
invitations-first-entry = đã là một hồ sơ hoặc hộ
invitations-column = Cột có mã
invitations-column-hint = Đổi cột xong xin bấm xem lại.
invitations-look = Xem lại danh sách
invitations-issue =
    { $n ->
       *[other] Phát hành { $shown } lời mời
    }
invitations-seen =
    { $n ->
       *[other] Đọc được { $shown } mã
    }
invitations-seen-names = Lấy từ cột “{ $column }”; dòng đầu tiên là tên cột.
invitations-seen-entry = Dòng đầu tiên, “{ $column }”, đã là một hồ sơ hoặc hộ.
invitations-line = Dòng { $line }:
invitations-faults =
    { $n ->
       *[other] { $shown } dòng chưa đúng
    }
invitations-faults-more =
    { $n ->
       *[other] và { $shown } dòng nữa.
    }
fault-empty = không có mã.
fault-too-long = mã dài quá 200 ký tự.
fault-twice = mã này đã có ở dòng { $line }.
fault-columns =
    { $n ->
       *[other] có { $shown } cột, khác với dòng đầu tiên.
    }
fault-lines = mã chiếm nhiều dòng; có lẽ thiếu một dấu ngoặc kép.
fault-too-many = danh sách dài quá 100.000 dòng.
invitations-withdrawn-mark = (đã thu hồi)
invitations-withdrawn-since = Đã thu hồi ngày { $date }: các liên kết chưa dùng không mở được phiếu nữa.
invitations-open = Chưa trả lời
invitations-withdrawn = Đã thu hồi
invitations-expired = Hết hạn, đã xóa
invitations-issued-at = Phát hành lúc
invitations-links-made = Tạo liên kết gần nhất lúc
invitations-issued = Đã phát hành. Bây giờ hãy tải các liên kết về để gửi đi.
invitations-withdraw = Thu hồi lời mời
invitations-withdraw-lead = Các liên kết chưa dùng sẽ không mở được phiếu nữa, và mã của những người chưa trả lời bị xóa. Phiếu đã nhận vẫn được giữ. Không lấy lại được.
invitations-withdraw-count =
    { $n ->
       *[other] { $shown } lời mời chưa được trả lời.
    }
links-first = Tải các liên kết
links-first-lead = Tệp CSV có mã và liên kết của từng người, để trộn vào thư hoặc tin nhắn mời.
links-again = Nhắc người chưa trả lời
links-again-lead = Tạo liên kết mới cho những người chưa trả lời. Liên kết cũ của họ không dùng được nữa, nên chỉ làm khi sẽ gửi thư nhắc hoặc đã mất tệp trước.
links-make =
    { $n ->
       *[other] Tạo và tải { $shown } liên kết (CSV)
    }
links-hint = Hệ thống không giữ các liên kết, nên tệp này là nơi duy nhất có chúng: hãy giữ kín, và xóa sau khi gửi. Mỗi lần tải được ghi vào nhật ký.
links-made-already = Các liên kết vừa được tạo rồi, bởi lần bấm trước hoặc bởi đồng nghiệp, nên lần này không tạo nữa. Nếu không có tệp đó, hãy tạo lại.
links-reference = Mã
links-link = Liên kết
rate = Tỷ lệ trả lời
rate-of = { $answered } trên { $issued } đã trả lời
rate-all = Tỷ lệ trả lời của các danh sách này
audit-title = Nhật ký
audit-lead = Mọi thay đổi và mọi lần xuất dữ liệu, mới nhất trước. Không ai sửa hay xóa được; lệnh hailong check kiểm tra cả chuỗi.
audit-actor = Người làm
audit-action = Việc
audit-subject = Đối tượng
audit-from = Từ ngày
audit-to = Đến ngày
audit-none = Không có mục nào như vậy.
audit-number = Số
audit-when = Lúc
audit-program = (chương trình)
audit-more = Chi tiết
audit-session = Phiên
audit-before = Trước
audit-after = Sau
audit-earlier = Cũ hơn
audit-find = Tìm (không cần dấu)
audit-later = Mới hơn
audit-beginning = Về đầu danh sách
audit-about = Chỉ xem: { $subject }.
audit-all = Xem toàn bộ nhật ký
about-account = Tài khoản
about-session = Phiên đăng nhập
about-provider-subject = Người ngoài hệ thống
about-unit = Đơn vị
about-sector = Lĩnh vực
about-target = Mục tiêu
about-classification = Cách xếp loại
about-campaign = Đợt khảo sát
about-questionnaire = Phiếu
about-point = Điểm lấy ý kiến
about-device = Thiết bị
about-paper-form = Phiếu giấy
about-invitations = Danh sách mời
about-sample = Mẫu khảo sát
about-retention = Thời hạn lưu giữ
about-microdata = Dữ liệu từng phiếu
about-import = Tệp nhập
changed-name = Tên
changed-title = Tên đợt
changed-state = Tình trạng
changed-passkey = Khóa truy cập
changed-provider = Nơi cấp danh tính
changed-campaign = Đợt khảo sát
changed-questionnaire = Phiếu
changed-version-id = Mã phiên bản
changed-version = Phiên bản số
changed-id = Mã
changed-unit = Đơn vị
changed-sector = Lĩnh vực
changed-sectors = Các lĩnh vực
changed-opens = Bắt đầu
changed-closes = Kết thúc
changed-mode = Cách trả lời
changed-kind = Loại
changed-into = Nhập vào
changed-points = Điểm lấy ý kiến
changed-from-year = Từ năm
changed-to-year = Đến năm
changed-percent = Tỷ lệ (%)
changed-classes = Các mức xếp loại
changed-at-least = Từ (%)
changed-lowest = Mức thấp nhất
changed-point = Mã điểm
changed-issued = Số lời mời
changed-links = Liên kết
changed-round = Lần tạo liên kết
changed-withdrawn = Số lời mời đã thu hồi
changed-expired = Số lời mời hết hạn
changed-plan = Cách chọn mẫu
changed-size = Cỡ mẫu
changed-frame-elements = Số dòng của danh sách gốc
changed-elements = Số người hoặc hộ
changed-seed = Số khởi tạo
changed-seed-typed = Số khởi tạo do người nhập
changed-algorithm = Phiên bản quy tắc chọn
changed-frame-hash = Mã băm của danh sách gốc
changed-result-hash = Mã băm của kết quả
changed-entered-twice = Nhập hai lần
changed-not-before = Không xóa trước lúc
changed-entries = Số lượt nhập
changed-counts = Mã băm của số đếm
changed-since = Từ lúc
changed-until = Dùng được đến
changed-settings = Cài đặt
changed-idle = số giây không chạm
changed-grace = số giây đếm ngược
changed-comments = hỏi câu viết
changed-hours = giờ làm việc
changed-opens-clock = mở
changed-closes-clock = đóng
changed-days = từ thứ Hai đến Chủ nhật
changed-pin = có PIN
changed-greeting = lời chào
changed-norm = số phiếu mong đợi mỗi giờ
changed-by = Người ra lệnh
changed-of = Nội dung tệp
changed-added = Số mục thêm
changed-changed = Số mục sửa
action-account-added = Lập tài khoản
action-account-changed = Sửa tài khoản
action-account-suspended = Tạm khóa tài khoản
action-account-restored = Mở lại tài khoản
action-link-made = Tạo liên kết đặt mật khẩu
action-password-set = Đặt mật khẩu
action-second-factor-set = Bật xác thực hai bước
action-second-factor-removed = Tắt xác thực hai bước
action-recovery-code-used = Dùng mã dự phòng
action-passkey-added = Thêm khóa truy cập
action-passkey-removed = Bỏ khóa truy cập
action-passkey-went-back = Từ chối khóa truy cập có thể đã bị sao chép
action-signed-in = Đăng nhập
action-sign-in-failed = Đăng nhập sai
action-session-ended = Kết thúc phiên
action-exported = Xuất dữ liệu
action-unit-added = Thêm đơn vị
action-unit-changed = Sửa đơn vị
action-unit-removed = Xóa đơn vị
action-target-added = Thêm mục tiêu
action-target-changed = Sửa mục tiêu
action-target-removed = Xóa mục tiêu
action-sector-added = Thêm lĩnh vực
action-sector-changed = Sửa lĩnh vực
action-sector-removed = Xóa lĩnh vực
action-campaign-added = Lập đợt khảo sát
action-campaign-changed = Sửa đợt khảo sát
action-campaign-opened = Mở đợt khảo sát
action-campaign-closed = Đóng đợt khảo sát
action-campaign-archived = Lưu trữ đợt khảo sát
action-campaign-removed = Xóa đợt khảo sát
action-questionnaire-drafted = Tải lên bản nháp phiếu
action-questionnaire-published = Công bố phiếu
action-questionnaire-retired = Ngừng dùng phiếu
action-questionnaire-draft-removed = Xóa bản nháp phiếu

## Đợt khảo sát và phiếu
desk-menu = Các phần
choose = (chọn)
nothing-yet = Chưa có.
answer-yes = Có
answer-no = Không
campaigns-title = Đợt khảo sát
campaigns-archive = Đợt khảo sát đã lưu trữ
campaigns-find = Tìm theo tên đợt, phiếu hoặc đơn vị (không cần dấu)
campaigns-none = Không có đợt khảo sát nào như vậy.
campaigns-none-yet = Chưa có đợt khảo sát nào. Hãy lập đợt đầu tiên.
campaign-add = Lập đợt khảo sát
campaign-change = Sửa đợt khảo sát
campaign-change-open = Đợt đã mở nên chỉ sửa được tên và ngày kết thúc: các câu trả lời đã nhận gắn với những điều còn lại.
campaign-state = Tình trạng
campaign-draft = Đang chuẩn bị
campaign-open = Đang mở
campaign-coming = Chờ đến ngày mở
campaign-closed = Đã đóng
campaign-archived = Đã lưu trữ
campaign-period = Thời gian
campaign-owner = Đơn vị chủ trì
campaign-owner-hint = Đơn vị tổ chức và quản lý đợt khảo sát. Đơn vị được khảo sát không nên tự quản lý mẫu của mình.
campaign-owner-wrong = Xin chọn một đơn vị trong phạm vi của Ông/Bà.
campaign-responses = Số phiếu
campaign-measures-you = Khảo sát đơn vị của Ông/Bà
campaign-measured-lead = Đợt này do đơn vị khác chủ trì và khảo sát đơn vị của Ông/Bà. Ông/Bà xem được số phiếu của đơn vị mình, không thay đổi được gì.
campaign-version-hint = Sau khi mở, phiếu không đổi được nữa. Bản nháp phải được công bố trước khi mở đợt.
campaign-version-wrong = Xin chọn một phiếu đang dùng được.
campaign-sampling = Cách chọn người trả lời
campaign-sampling-hint = Quyết định được kết luận những gì: chỉ mẫu ngẫu nhiên mới có khoảng tin cậy và kết luận đạt hay không đạt.
campaign-sampling-wrong = Xin chọn cách chọn người trả lời.
sampling-probability = Chọn mẫu ngẫu nhiên theo thiết kế
sampling-census = Hỏi tất cả mọi người
sampling-self-selected = Người dân tự chọn trả lời (mã QR, màn hình, đường dẫn)
campaign-first-day = Ngày bắt đầu
campaign-last-day = Ngày kết thúc
campaign-last-day-hint = Hết ngày này thì đợt tự đóng. Để trống nếu đợt kéo dài đến khi có người đóng.
campaign-ends-before-it-begins = Ngày kết thúc không được trước ngày bắt đầu.
campaign-end-past = Ngày kết thúc đã qua. Muốn kết thúc ngay, xin dùng mục “Đóng đợt khảo sát”.
campaign-minimum = Số người trả lời tối thiểu để công bố
campaign-minimum-hint = Kết quả của ít người hơn sẽ bị ẩn. Để trống thì dùng mức chung của hệ thống ({ $minimum }); chỉ có thể đặt cao hơn.
campaign-minimum-wrong = Xin nhập một số nguyên, nhiều nhất 100000.
campaign-minimum-low = Mức này thấp hơn mức chung của hệ thống nên không bảo vệ được người trả lời.
campaign-sensitive = Có hỏi các câu nhạy cảm
campaign-sensitive-hint = Chỉ hỏi người tự đánh dấu đồng ý, ví dụ câu về dân tộc.
campaign-units = Đơn vị được khảo sát
campaign-units-lead = Mỗi đơn vị được tính cùng tất cả đơn vị bên dưới. Khi đợt đã mở thì chỉ thêm được, không bớt được.
campaign-units-choose = Chọn đơn vị được khảo sát
campaign-units-measured = Đang được khảo sát
campaign-units-remove = Bỏ các đơn vị đã chọn
campaign-units-add = Thêm đơn vị
campaign-sectors = Lĩnh vực được hỏi
campaign-sectors-lead = Chọn một nhóm lĩnh vực là chọn tất cả lĩnh vực bên dưới.
campaign-sectors-open = Đợt đã mở nên chỉ thêm được lĩnh vực.
campaign-where = Nơi lấy ý kiến
campaign-points-go = Xem các điểm lấy ý kiến
campaign-checklist = Trước khi mở
campaign-ready = Mọi điều cần thiết đã có. Khi mở, phiếu, cách chọn người trả lời và đơn vị chủ trì không đổi được nữa.
campaign-not-ready = Chưa mở được: còn thiếu những điều dưới đây.
campaign-open-it = Mở đợt khảo sát
campaign-close = Đóng đợt khảo sát
campaign-close-lead = Từ lúc đóng, không nhận thêm ý kiến nào; người mở phiếu thấy ngày đóng. Số liệu đã có vẫn được giữ. Đợt đã đóng không mở lại được.
campaign-archive = Lưu trữ đợt khảo sát
campaign-archive-lead = Đợt sẽ không còn trong danh sách thường dùng và không sửa được nữa. Kết quả đã công bố vẫn giữ nguyên.
campaign-remove = Xóa bản chuẩn bị
campaign-remove-lead = Chỉ xóa được khi đợt chưa có điểm lấy ý kiến, chưa có mẫu và chưa có câu trả lời.
campaign-over = Đợt này đã đóng nên không sửa được nữa.
campaign-moved-on = Tình trạng của đợt khảo sát đã thay đổi nên không làm được việc này.
campaign-months-all = Tổng số phiếu đã nhận:
campaign-months-own = Số phiếu về các đơn vị của Ông/Bà:
campaign-month = Tháng
campaign-no-responses = Chưa có phiếu nào.
finding-missing = Còn thiếu:
finding-doubtful = Nên xem lại:
finding-mend = Sửa
finding-version-draft = phiếu còn là bản nháp, chưa công bố.
finding-version-retired = phiếu đã ngừng dùng; xin chọn phiếu khác.
finding-period-over = ngày kết thúc đã qua.
finding-no-unit = chưa chọn đơn vị được khảo sát.
finding-no-sector = chưa chọn lĩnh vực được hỏi.
finding-no-point = chưa có điểm lấy ý kiến nào.
finding-no-point-measured = đã có điểm lấy ý kiến, nhưng chưa có điểm nào ở các đơn vị được đo lường hoặc ở cấp dưới của chúng.
finding-points-elsewhere =
    { $n ->
       *[other] { $shown } đơn vị có điểm lấy ý kiến nhưng không nằm trong các đơn vị được đo lường.
    }
finding-units-without-point =
    { $n ->
       *[other] { $shown } đơn vị được đo lường chưa có điểm lấy ý kiến nào, ở chính đơn vị hoặc ở cấp dưới.
    }
finding-minimum = mức tối thiểu để công bố thấp hơn mức chung của hệ thống ({ $minimum }).
finding-no-end = không có ngày kết thúc; đợt kéo dài đến khi có người đóng.
finding-title-lacks = tên đợt chưa có bản { $language }.
finding-questionnaire-lacks = phiếu chưa có bản { $language }.
finding-sector-without-point = chưa có điểm lấy ý kiến nào hỏi về lĩnh vực “{ $sector }”.
finding-owner-measured = đơn vị chủ trì cũng là đơn vị được khảo sát; kết quả khách quan hơn khi đơn vị khác chủ trì.
finding-sample-needed = chưa chọn mẫu ngẫu nhiên ở đây. Nếu mẫu được chọn ở ngoài thì không sao. Mỗi phiếu nên ghi tầng, cụm và trọng số của người trả lời; thiếu chúng, số liệu chỉ được tính như mẫu ngẫu nhiên đơn giản.
questionnaire = Phiếu
questionnaires-title = Phiếu khảo sát
questionnaires-find = Tìm theo tên hoặc mã phiếu (không cần dấu)
questionnaires-none = Không có phiếu nào như vậy.
questionnaires-read-only = Phiếu dùng chung cho mọi đơn vị, nên chỉ người quản lý khảo sát ở cấp cao nhất tải lên, công bố hay ngừng dùng phiếu.
questionnaire-upload = Tải lên phiếu mới hoặc phiên bản mới
questionnaire-upload-lead = Tệp được kiểm tra rồi lưu thành bản nháp để xem trước. Cách viết tệp có trong tài liệu FORMAT.md; cách dễ nhất là tải tệp của một phiên bản đang có về rồi sửa.
questionnaire-file = Chọn tệp TOML
questionnaire-file-hint = Nhiều nhất 256 KiB. Nếu tệp có lỗi, nội dung hiện ra ở ô dưới để sửa ngay.
questionnaire-text = Hoặc dán nội dung vào đây
questionnaire-text-hint = Nếu đã chọn tệp thì tệp được dùng.
questionnaire-wrong = Phiếu có lỗi.
questionnaire-not-text = Tệp này không phải văn bản UTF-8.
questionnaire-empty = Xin chọn một tệp hoặc dán nội dung.
fault-at = Dòng { $line }, cột { $column }:
version-number-start = `number` bắt đầu từ 1
version-minutes-least = `minutes` ít nhất là 1
version-languages-none = `languages` không có vi cũng không có en
version-languages-twice = `languages` ghi một ngôn ngữ hai lần
version-text-lacks = chữ còn thiếu ngôn ngữ `{ $language }`
version-text-surplus = chữ có ngôn ngữ `{ $language }` mà `languages` không ghi
version-about-wrong = `about` đang là `{ $word }`; phải là procedure, health, education hoặc locality
version-code-twice = mã `{ $code }` bị trùng
version-no-section = không có `[[section]]` nào
version-aspect-of-section = chỉ yếu tố (factor) mới thuộc một khía cạnh (aspect)
version-no-aspect = không có khía cạnh `{ $aspect }`
version-aspect-missing = thiếu khía cạnh (aspect)
version-no-item = không có câu hỏi nào
version-factor-consent = yếu tố không được cần sự đồng ý: số liệu của nó sẽ phụ thuộc vào việc ai đồng ý
version-factor-empty = yếu tố cần có ít nhất một câu hỏi về sự hài lòng
version-code-long = mã `{ $code }` dài hơn { $longest } ký tự
version-not-of-kind = `{ $name }` không dùng cho loại `{ $kind }`
version-most-wrong = `most` phải từ 1 đến số phương án
version-number-bounds = câu hỏi về số cần `least` và `greatest`, số đầu nhỏ hơn
version-kind-wrong = `kind` đang là `{ $kind }`; phải là satisfaction, single, several, number, short-text hoặc long-text
version-options-few = câu hỏi lựa chọn cần ít nhất hai phương án
version-condition-shape = `ask_if` phải là một trong: all, any, not, hoặc một câu hỏi (item) kèm một trong answered, is, at_least, at_most
version-condition-later = `ask_if` nhắc đến `{ $item }`, không phải là câu hỏi đứng trước
version-condition-option = `ask_if`: câu hỏi `{ $item }` không có phương án `{ $option }`
version-condition-amount = `ask_if`: câu hỏi `{ $item }` không phải về sự hài lòng, cũng không phải về số
version-condition-unanswered = `answered` chỉ có thể là true: câu hỏi còn có thể được trả lời thì chưa quyết định được gì
version-index-empty = không có yếu tố nào để tính
version-weights-surplus = `weights` chỉ dùng cho công thức weighted-factors
version-formula-wrong = `formula` đang là `{ $formula }`; phải là pooled-top-two-box, mean-of-item-shares, weighted-factors hoặc mean-score
version-weight-range = trọng số của `{ $factor }` phải lớn hơn 0 và không quá 1
version-no-factor = không có yếu tố `{ $factor }`
version-weight-missing = thiếu trọng số của yếu tố `{ $factor }`
version-weights-sum = các trọng số cộng lại là { $sum }, không phải 1
version-code-wrong = `{ $code }` không phải là mã: mã có 1 đến 40 chữ thường không dấu, chữ số và gạch nối; gạch nối không đứng đầu hay cuối
version-file-long = Tệp dài hơn { $longest } byte
version-file-shape = Đây chưa đúng dạng của tệp phiếu khảo sát:
version-place-aspect = khía cạnh { $name }
version-place-factor = yếu tố { $name }
version-place-section = phần { $name }
version-place-item = câu hỏi { $name }
version-place-option = phương án { $name }
version-place-index = chỉ số
version-place-title = tên phiếu (title)
version-place-purpose = mục đích (purpose)
version-draft = Bản nháp
version-published = Đã công bố
version-retired = Ngừng dùng
version-number = Phiên bản
version-since = Từ ngày
version-languages = Ngôn ngữ
version-minutes = Thời gian trả lời
version-formula = Cách tính chỉ số
version-sections = Các phần
version-factor = (yếu tố của chỉ số)
version-view = Xem như người dân thấy
version-download = Tải tệp TOML
version-campaigns = Các đợt khảo sát dùng phiếu này
version-publish = Công bố
version-publish-lead = Sau khi công bố, phiên bản này không bao giờ thay đổi; số phiên bản do hệ thống cấp. Hãy xem trước bằng từng ngôn ngữ.
version-remove = Xóa bản nháp
version-remove-lead = Nội dung của bản nháp sẽ mất. Các phiên bản đã công bố không bị ảnh hưởng.
version-retire = Ngừng dùng
version-retire-lead = Đợt khảo sát mới không dùng phiên bản này được nữa; các đợt đang có vẫn tiếp tục. Không dùng lại được về sau.
view-title = Xem trước: { $title }
view-label = Bản xem trước
view-lead = Người dân thấy phiếu như dưới đây. Không có gì được gửi hay lưu.
view-owner = (Tên đơn vị chủ trì)
view-unsent = Bản xem trước không gửi được.
difference-title = So sánh hai phiên bản
difference-with = So với
difference-show = Xem khác biệt
difference-lead = Từ { $before } đến { $after }.
difference-none = Hai phiên bản giống nhau từng câu.
difference-whole = Cả phiếu
difference-section = Phần: { $title }
series-goes-on = Chuỗi số liệu tiếp tục: chỉ số của hai phiên bản so sánh được với nhau, vì cách tính và mọi câu hỏi của chỉ số giữ nguyên.
series-breaks = Chuỗi số liệu bị ngắt: chỉ số của hai phiên bản không so sánh được với nhau, vì cách tính hoặc câu hỏi của chỉ số đã thay đổi.
series-factors = Vẫn so sánh được từng yếu tố: { $factors }.
fate-added = Thêm
fate-removed = Bỏ
fate-moved = Chuyển chỗ
fate-changed = Sửa
fate-moved-changed = Chuyển chỗ và sửa
mark-out = bỏ:
mark-in = thêm:
value-none = (không có)
what-title = Tên
what-purpose = Mục đích
what-intro = Lời dẫn
what-consent = Lời đồng ý
what-question = Câu hỏi
what-hint = Gợi ý
what-unit = Đơn vị đo
what-choice = Lựa chọn { $code }
what-about = Đối tượng đánh giá
what-scale = Loại câu và thang trả lời
what-required = Bắt buộc trả lời
what-condition = Điều kiện hỏi
what-section = Phần
what-index = Thuộc chỉ số
what-aspect = Khía cạnh
what-order = Thứ tự các phần
and-others =
    { $n ->
       *[other] và { $shown } đơn vị khác
    }
campaign-units-more =
    { $n ->
       *[other] Còn { $shown } đơn vị khác. Xin tìm theo tên để thu hẹp.
    }
campaign-points =
    { $n ->
       *[other] Đợt này có { $shown } điểm lấy ý kiến.
    }
version-items =
    { $n ->
       *[other] { $shown } câu
    }
difference-added =
    { $n ->
       *[other] { $shown } câu thêm mới
    }
difference-removed =
    { $n ->
       *[other] { $shown } câu bỏ đi
    }
difference-moved =
    { $n ->
       *[other] { $shown } câu chuyển chỗ
    }
difference-changed =
    { $n ->
       *[other] { $shown } câu thay đổi nội dung
    }
action-device-registered = Đăng ký thiết bị
action-point-added = Thêm điểm lấy ý kiến
action-point-changed = Sửa điểm lấy ý kiến
action-point-withdrawn = Ngừng dùng điểm lấy ý kiến
action-point-restored = Dùng lại điểm lấy ý kiến
action-point-removed = Xóa điểm lấy ý kiến
action-invitations-issued = Phát hành lời mời
action-links-exported = Tạo và tải liên kết mời
action-invitations-withdrawn = Thu hồi lời mời
action-invitations-expired = Lời mời hết hạn, đã xóa

# Gộp, tách đơn vị
merging-title = Gộp đơn vị
merging-split-title = Tách đơn vị
merging-lead = Dùng khi đơn vị hành chính sáp nhập hoặc chia tách. Số liệu đã có không bị chuyển đi đâu: đơn vị cũ giữ nguyên số liệu của mình.
merging-choose = Đơn vị nào kết thúc, đơn vị nào thay thế
merging-choose-hint = Gộp: chọn một hay nhiều đơn vị kết thúc và một đơn vị thay thế. Tách: chọn một đơn vị kết thúc và nhiều đơn vị thay thế. Tìm thêm đơn vị khác thì những gì đã chọn vẫn được giữ.
merging-ends = Kết thúc
merging-takes-over = Thay thế
merging-ends-label = { $unit }: kết thúc
merging-takes-over-label = { $unit }: thay thế đơn vị cũ
merging-new = Đơn vị thay thế chưa có: thêm mới
merging-new-hint = Đơn vị mới bắt đầu từ ngày ghi bên dưới. Để trống nếu đơn vị thay thế đã có trong danh sách.
merging-day = Ngày đầu tiên theo đơn vị mới
merging-day-hint = Đơn vị cũ kết thúc vào ngày liền trước. Có thể là ngày đã qua hoặc sắp tới.
merging-points = Điểm lấy ý kiến của đơn vị cũ
merging-points-hint = Áp dụng cho các điểm đang dùng của những đợt chưa kết thúc.
merging-points-move = Chuyển sang đơn vị thay thế (mã QR giữ nguyên)
merging-points-withdraw = Ngừng dùng
merging-look = Xem trước
merging-none = Xin chọn ít nhất một đơn vị kết thúc.
merging-unit-wrong = Có đơn vị không kết thúc được: ngoài phạm vi của Ông/Bà, hoặc đã được gộp hay tách từ trước.
merging-no-successor = Xin chọn đơn vị thay thế, hoặc nhập đơn vị mới.
merging-many-into-many = Mỗi lần chỉ gộp nhiều đơn vị thành một, hoặc tách một đơn vị thành nhiều. Xin làm riêng từng đơn vị.
merging-before-beginning = Ngày này phải sau ngày đầu tiên của đơn vị kết thúc.
merging-successor-over = Đơn vị thay thế phải còn tồn tại vào ngày đó.
merging-points-wrong = Xin chọn cách xử lý các điểm lấy ý kiến.
merging-points-need-one = Khi tách, các điểm lấy ý kiến không chuyển được: không biết chuyển sang đơn vị nào. Xin chọn ngừng dùng rồi thêm điểm mới.
merging-is-new = (đơn vị mới)
merging-asks = Từ ngày { $day }. Xin xem kỹ những điều dưới đây trước khi thực hiện.
merging-responses = Câu trả lời giữ lại
merging-roles = Vai trò
merging-what-happens = Điều sẽ xảy ra
merging-will-keep = Mọi câu trả lời đã có vẫn thuộc đơn vị cũ. Số liệu của đơn vị cũ và của cấp trên không thay đổi.
merging-will-move =
    { $n ->
       *[other] Đến ngày đó, { $shown } điểm lấy ý kiến chuyển sang đơn vị thay thế; mã và tờ giấy có hình QR vẫn dùng được.
    }
merging-will-move-now =
    { $n ->
       *[other] Ngay bây giờ, { $shown } điểm lấy ý kiến chuyển sang đơn vị thay thế; mã và tờ giấy có hình QR vẫn dùng được.
    }
merging-will-withdraw =
    { $n ->
       *[other] Đến ngày đó, { $shown } điểm lấy ý kiến ngừng dùng.
    }
merging-will-withdraw-now =
    { $n ->
       *[other] Ngay bây giờ, { $shown } điểm lấy ý kiến ngừng dùng.
    }
merging-will-sum = Trang Kết quả cho xem đơn vị thay thế theo hai cách: riêng từ khi thay thế, hoặc tính cả các đơn vị cũ.
merging-will-not-sum = Trang Kết quả ghi rõ đơn vị cũ đã tách thành những đơn vị nào, nhưng không cộng số liệu cũ vào đơn vị nào: không câu trả lời nào cho biết thuộc phần nào.
merging-will-leave = Mục tiêu và vai trò của người dùng ở đơn vị cũ không chuyển theo. Xin đặt mới cho đơn vị thay thế.
merging-will-hang =
    { $n ->
       *[other] { $shown } đơn vị cấp dưới còn tồn tại vẫn trực thuộc đơn vị cũ.
    }
merging-will-wait = Trước ngày đó còn hủy được, ở trang của từng đơn vị cũ. Từ ngày đó trở đi thì không.
merging-will-stay = Ngày này đã đến nên không hủy được nữa. Ngày và đơn vị thay thế vẫn sửa được ở trang của đơn vị cũ.
merging-correct = Sửa lại
merging-changed = Có người vừa sửa những đơn vị này. Xin xem lại trước khi thực hiện.
unit-successor-circle = Đơn vị này lại được nhập vào chính đơn vị kia. Xin chọn đơn vị khác.
unit-parts = Đã tách thành
unit-predecessors = Đơn vị cũ đã nhập vào đây
unit-wholes = Được tách ra từ
unit-points-move =
    { $n ->
       *[other] { $shown } điểm lấy ý kiến sẽ chuyển sang đơn vị thay thế khi đơn vị này kết thúc.
    }
unit-points-withdraw =
    { $n ->
       *[other] { $shown } điểm lấy ý kiến sẽ ngừng dùng khi đơn vị này kết thúc.
    }
unit-results = Xem kết quả của đơn vị này
merger-take-back = Hủy việc gộp, tách
merger-take-back-hint = Chưa đến ngày nên còn hủy được.
merger-take-back-lead = Đơn vị này tiếp tục tồn tại và các điểm lấy ý kiến của nó giữ nguyên. Đơn vị đã thêm mới để thay thế vẫn còn trong danh sách; nếu không dùng thì xóa riêng.
merger-taken-back = Đã hủy. Đơn vị tiếp tục tồn tại.
merged = Đã ghi nhận.
action-unit-merged = Gộp đơn vị
action-unit-split = Tách đơn vị
action-merger-taken-back = Hủy việc gộp, tách đơn vị
refers-classifications = cách xếp loại

# Kết quả trước và sau sáp nhập
filter-unit-until = (đến { $day })
filter-predecessors = Tính cả đơn vị cũ
history-ended = Đơn vị này tồn tại đến hết ngày { $day }. Số liệu dưới đây là của riêng đơn vị này khi còn tồn tại.
history-until = đến { $day }
history-since = từ { $day }
history-ways = Cách tính
history-alone = Chỉ riêng đơn vị này
history-with = Tính cả các đơn vị cũ
history-with-hint = Mỗi câu trả lời được tính một lần. Con số chung chỉ hiện khi con số của từng đơn vị đều hiện được.
history-split-hint = Số liệu của đơn vị đã tách không cộng vào đây: không câu trả lời nào cho biết thuộc phần nào.
by-unit-title = Theo từng đơn vị hợp thành
by-unit-lead = Một con số chung có thể che mất chênh lệch giữa các đơn vị cũ.
by-unit-whole = Tính chung
methods-predecessors-title = Đơn vị sáp nhập, chia tách
methods-predecessors = Câu trả lời thuộc về đơn vị được hỏi vào lúc đó và không bao giờ chuyển sang đơn vị khác, nên số liệu của đơn vị cũ giữ nguyên. Đơn vị mới có thể xem riêng, hoặc tính cả các đơn vị cũ đã nhập trọn vào nó; mỗi câu trả lời chỉ được tính một lần. Đơn vị bị tách ra nhiều nơi thì không cộng vào đâu, vì không biết câu trả lời thuộc phần nào. Con số tính cả đơn vị cũ chỉ hiện khi con số của từng đơn vị hợp thành đều hiện được, nên không thể lấy hiệu để suy ra một số bị ẩn.

# Xếp loại
column-class = Xếp loại
class-uncertain = (khoảng tin cậy chạm sang loại khác)
class-basis = Xếp loại theo: { $basis }
classifications-title = Xếp loại
classifications-lead = Các loại như “Xuất sắc”, “Tốt” đặt theo mức tỷ lệ hài lòng. Chỉ dùng cho khảo sát chọn mẫu ngẫu nhiên có khoảng tin cậy; ý kiến do người dân tự gửi không được dùng để xếp loại.
classifications-find = Tìm theo đơn vị, tên loại hoặc căn cứ
classifications-none = Không có cách xếp loại nào như vậy.
classification-add = Thêm cách xếp loại
classification-change = Sửa cách xếp loại
classification-remove = Xóa cách xếp loại
classification-remove-lead = Trang Kết quả sẽ không xếp loại theo cách này nữa, kể cả ở những năm đã qua. Khi có quy định mới, xin thêm cách xếp loại từ năm mới thay vì xóa cách cũ.
classification-about = { $unit }, từ năm { $year }
classification-unit-hint = Cách xếp loại cũng dùng cho các đơn vị bên dưới chưa có cách riêng.
classification-unit-wrong = Xin chọn một đơn vị trong phạm vi của Ông/Bà.
classification-year-hint = Dùng từ năm này cho đến khi đơn vị có cách xếp loại mới.
classification-year-taken = Đơn vị này đã có cách xếp loại từ năm đó. Xin sửa năm, hoặc sửa cách kia.
classification-basis-hint = Văn bản quy định cách xếp loại, ví dụ số và ngày của quyết định
classification-basis-missing = Xin ghi văn bản quy định cách xếp loại.
classification-catalogue = Cách xếp loại đã được ban hành
classification-take-label = Dùng cách xếp loại theo { $basis }
classes = Các loại
classes-hint = Ghi từ loại cao nhất xuống. Mỗi loại tính từ mức của nó trở lên, cho đến mức của loại trên. Hàng nào không dùng thì để trống.
class-number = Loại { $number }
class-bound = Từ (%)
class-bound-wrong = Xin nhập một số trên 0 và nhiều nhất 100, ví dụ 80 hoặc 82,5.
class-bound-order = Mức này phải thấp hơn mức của loại trên.
class-needed = Xin nhập ít nhất một loại có mức.
class-lowest = Loại thấp nhất
class-lowest-hint = Mọi tỷ lệ dưới mức thấp nhất ở trên đều thuộc loại này, nên không tỷ lệ nào bị bỏ sót.
class-below = dưới mức đó: { $class }
methods-classes-title = Xếp loại
methods-classes = Loại do từng địa phương quy định theo mức tỷ lệ, kèm văn bản căn cứ. Tỷ lệ được so khi chưa làm tròn: 79,96 % hiện thành 80,0 % nhưng vẫn dưới mức 80 %. Xếp loại là xếp hạng một cơ quan, nên chỉ có khi có khoảng tin cậy: ý kiến do người dân tự gửi, số liệu hành chính và mẫu quá nhỏ không được xếp loại. Khi khoảng tin cậy chạm sang loại khác thì điều đó được ghi rõ, vì hỏi một mẫu khác có thể ra loại khác.
action-classification-added = Thêm cách xếp loại
action-classification-changed = Sửa cách xếp loại
action-classification-removed = Xóa cách xếp loại

## Chọn mẫu
refers-sample = mẫu đã chọn
action-sample-drawn = Chọn mẫu
action-sample-discarded = Bỏ mẫu đã chọn
campaign-sampling-drawn = Đợt này đã có mẫu được chọn. Muốn đổi cách chọn người trả lời, trước hết hãy bỏ mẫu đó.
sample-title = Mẫu khảo sát
sample-draw = Chọn mẫu
sample-see = Xem mẫu
sample-none-yet = Chưa chọn mẫu ở đây. Mẫu cũng có thể được chọn ở ngoài hệ thống.
sample-drawn-short = Đã chọn { $size } trong { $of } đơn vị của dàn mẫu.
sample-none-here = Đợt này không có mẫu nào được chọn ở đây. Chỉ chọn mẫu khi đợt đang chuẩn bị và là mẫu ngẫu nhiên theo thiết kế.
sample-none-invited = Đã mời người trả lời cho đợt này nên không chọn mẫu được nữa.
sample-lead = Đưa lên dàn mẫu (danh sách đầy đủ các hộ hoặc hồ sơ), chọn cách chọn mẫu, xem lại rồi chọn. Dàn mẫu không được lưu; chỉ lưu những đơn vị được chọn.
sample-frame = Dàn mẫu
sample-frame-file = Tệp Excel (.xlsx) hoặc CSV
sample-frame-file-hint = Dòng đầu tiên là tên các cột; mỗi dòng sau là một hộ hoặc hồ sơ. Nhiều nhất 100.000 dòng, 8 MB. Không cần cột họ tên, địa chỉ.
sample-frame-text = Hoặc dán bảng vào đây
sample-frame-text-hint = Các cột cách nhau bằng dấu chấm phẩy, dấu phẩy hoặc phím Tab.
sample-frame-kept = Bảng đã đọc (mở để sửa)
sample-frame-empty = Xin chọn một tệp hoặc dán bảng vào ô.
sample-frame-hash = Dấu vân tay của dàn mẫu (SHA-256)
sample-frame-hash-hint = Công bố dãy này trước khi bốc thăm thì sau đó ai cũng kiểm tra được dàn mẫu không bị thay đổi.
sample-read = Đọc dàn mẫu
sample-seen =
    { $n ->
       *[other] Đọc được { $shown } dòng
    }
sample-elements =
    { $n ->
       *[other] { $shown } đơn vị
    }
sample-columns = Các cột
sample-columns-lead = Chỉ các cột được chọn dưới đây được dùng.
sample-column = cột “{ $column }”
sample-line = Dòng { $line }
frame-no-column = (không dùng)
frame-column-missing = Cách chọn này cần cột này.
frame-reference = Mã
frame-reference-hint = Mã hộ hoặc mã hồ sơ, mỗi dòng một mã khác nhau.
frame-stratum = Tầng
frame-stratum-hint = Ví dụ: xã, phường; hoặc thành thị, nông thôn.
frame-psu = Cụm
frame-psu-hint = Đơn vị chọn ở bước một, ví dụ: thôn, tổ dân phố.
frame-size = Quy mô của cụm
frame-size-hint = Số nguyên, giống nhau ở mọi dòng của một cụm. Không chọn thì tính theo số dòng.
frame-order = Thứ tự
frame-order-hint = Sắp xếp theo cột này trước khi chọn, để mẫu trải đều.
frame-spread = Độ lệch chuẩn dự kiến của tầng
frame-spread-hint = Giống nhau ở mọi dòng của một tầng.
frame-taken = Số cần chọn của tầng
frame-taken-hint = Giống nhau ở mọi dòng của một tầng.
sample-design = Cách chọn mẫu
sample-design-which = Cách chọn
sample-design-hint = Nếu ngân sách cho phép đi đến mọi nơi, chọn theo tầng; nếu phải gom vào một số thôn, chọn hai bước.
design-systematic = Hệ thống (khoảng cách đều, điểm đầu ngẫu nhiên)
design-stratified = Phân tầng
design-two-stage = Hai bước (cụm theo quy mô, rồi đơn vị trong cụm)
design-stages = { $psus } cụm, mỗi cụm { $each } đơn vị
sample-allocation = Chia cho các tầng
sample-allocation-hint = Tỷ lệ thuận cho mọi người cùng một cơ hội; chia tối ưu cho sai số nhỏ nhất.
allocation-proportional = Tỷ lệ thuận với số đơn vị
allocation-neyman = Tối ưu (Neyman), cần cột độ lệch chuẩn
allocation-fixed = Số cố định cho mỗi tầng
sample-n = Cỡ mẫu
sample-n-hint = Tổng số đơn vị được chọn.
sample-per-stratum = Số đơn vị chọn trong mỗi tầng
sample-per-stratum-hint = Để trống nếu dàn mẫu có cột ghi số cần chọn của tầng.
sample-psus = Số cụm
sample-psus-hint = Cụm càng lớn càng dễ được chọn; cụm lớn hơn khoảng cách chọn thì chắc chắn được chọn.
sample-each = Số đơn vị trong mỗi cụm
sample-each-hint = Mỗi cụm phải có ít nhất chừng này.
sample-within = Chọn bên trong
sample-within-hint = Bên trong mỗi tầng, hoặc mỗi cụm được chọn.
within-systematic = hệ thống
within-simple-random = ngẫu nhiên đơn giản
number-to-draw-wrong = Xin nhập một số nguyên từ 1 đến 100000.
sample-look = Xem lại mẫu sẽ chọn
sample-look-again = Dàn mẫu hoặc cách chọn đã thay đổi sau lần xem. Xin xem lại rồi bấm chọn.
sample-faulty = Chưa chọn mẫu được; xin xem những điều chưa đúng.
sample-faults =
    { $n ->
       *[other] { $shown } điều chưa đúng
    }
frame-fault-empty = ô trống.
frame-fault-too-long = mã dài quá 200 ký tự.
frame-fault-twice = mã này đã có ở dòng { $line }.
frame-fault-too-wide = có nhiều ô hơn số cột.
frame-fault-name = tên cột trống hoặc trùng với cột khác.
frame-fault-size = không phải là quy mô: cần số nguyên từ 1 đến 1000000000. Cụm có quy mô 0 không bao giờ được chọn, nên phải bỏ khỏi dàn mẫu hoặc ghép với cụm khác.
frame-fault-spread = không phải là độ lệch chuẩn: cần một số từ 0 trở lên.
frame-fault-number = không phải là số cần chọn: cần số nguyên từ 1.
frame-fault-differs = khác với dòng { $line }, trong khi phải giống nhau.
frame-fault-too-many = Dàn mẫu dài quá 100.000 dòng.
frame-fault-none = Dàn mẫu chưa có đơn vị nào để chọn.
frame-fault-more = Cần chọn { $taken } mà chỉ có { $has }.
frame-fault-fewer = Cần chọn { $taken } mà có { $has } tầng; mỗi tầng phải có ít nhất một. Xin tăng cỡ mẫu hoặc gộp tầng.
frame-fault-no-spread = Độ lệch chuẩn của mọi tầng đều bằng 0 nên không chia theo đó được.
frame-fault-stratum = Tầng “{ $name }” chỉ có { $has } mà cần chọn { $taken }.
frame-fault-cluster = Cụm “{ $name }” chỉ có { $has } đơn vị mà mỗi cụm cần chọn { $taken }. Xin ghép với cụm bên cạnh hoặc giảm số cần chọn.
strata-table = Mẫu theo tầng
strata-all = Tổng cộng
strata-whole = Cả dàn mẫu
strata-elements = Dàn mẫu
strata-clusters = Số cụm chọn
strata-interval = Khoảng cách chọn cụm
strata-drawn = Được chọn
strata-weight = Trọng số
strata-of = { $drawn } / { $all }
strata-shares = { $frame } → { $sample }
strata-chart = Tỷ lệ của từng tầng trong dàn mẫu và trong mẫu
strata-chart-lead = Thanh viền: tỷ lệ trong dàn mẫu. Thanh đặc: tỷ lệ trong mẫu.
strata-certain =
    { $n ->
       *[other] { $shown } cụm lớn chắc chắn được chọn:
    }
size-title = Tính cỡ mẫu
size-lead = Tính từ sai số mong muốn ở độ tin cậy 95 %, có tính đến số đơn vị của dàn mẫu (Cochran 1977). Kết quả được điền vào ô cỡ mẫu (hoặc số cụm).
size-share = Tỷ lệ hài lòng dự kiến (%)
size-share-hint = 50 là an toàn nhất.
size-margin = Sai số mong muốn (điểm phần trăm)
size-margin-hint = Ví dụ 5 nghĩa là ± 5 điểm.
size-deff = Hệ số thiết kế
size-deff-hint = 1 nếu không chọn theo cụm; thường từ 1,5 đến 2 nếu chọn theo cụm.
size-rate = Tỷ lệ trả lời dự kiến (%)
size-rate-hint = Bao nhiêu người được hỏi sẽ trả lời.
size-propose = Đề xuất cỡ mẫu
size-proposed = Đề xuất hỏi { $asked } đơn vị (mẫu ngẫu nhiên đơn giản từ tổng thể rất lớn: { $simple }).
percent-wrong = Xin nhập một tỷ lệ phần trăm.
margin-wrong = Xin nhập sai số từ 0,1 đến 50.
deff-wrong = Xin nhập một số từ 0,1 đến 100.
sample-ready =
    { $n ->
       *[other] Mẫu gồm { $shown } đơn vị
    }
sample-draw-now = Chọn
sample-draw-lead = Sau khi chọn, mẫu không bao giờ thay đổi. Khi đợt còn đang chuẩn bị, có thể bỏ mẫu để chọn lại; mỗi lần chọn và bỏ đều được ghi vào nhật ký cùng số gốc.
sample-seed = Số gốc
sample-seed-hint = Để trống thì chương trình chọn ngẫu nhiên. Nếu bốc thăm công khai, nhập các chữ số đã bốc, nhiều nhất 40 chữ số; số 0 ở đầu cũng tính.
seed-wrong = Số gốc chỉ gồm chữ số, nhiều nhất 40.
seed-typed = (do người nhập, ví dụ từ bốc thăm)
seed-made = (do chương trình chọn)
sample-draw-it =
    { $n ->
       *[other] Chọn { $shown } đơn vị
    }
sample-drawn-now = Đã chọn mẫu.
sample-discarded = Đã bỏ mẫu. Có thể chọn mẫu khác.
sample-drawn-already = Đợt này đã có mẫu, hoặc không còn chọn mẫu được nữa; không có gì thay đổi.
sample-drawn-at = Chọn lúc
sample-drawn-by = Người chọn
sample-algorithm = Phiên bản của thuật toán
sample-result-hash = Dấu vân tay của kết quả (SHA-256)
sample-frozen = Từ dàn mẫu và những điều trên, ai cũng chọn lại được đúng mẫu này, kể cả bằng chương trình khác.
sample-next = Việc tiếp theo
sample-list-lead = Danh sách có mã, tầng, cụm, xác suất và trọng số của từng đơn vị. Đây là dữ liệu cá nhân: hãy giữ kín. Mỗi lần tải được ghi vào nhật ký.
sample-download =
    { $n ->
       *[other] Tải danh sách { $shown } đơn vị (CSV)
    }
sample-invite = Mời những đơn vị này trả lời qua liên kết
sample-invite-lead = Khi phát hành lời mời, mã của những người được mời chuyển sang danh sách mời và bị xóa ở đây, để không ai biết được ai đã trả lời. Hãy tải danh sách trước nếu cần; sau đó vẫn chọn lại được từ dàn mẫu. Phiếu trả lời qua liên kết không ghi tầng, cụm và trọng số.
sample-invite-at = Mời tại điểm “{ $point }”
sample-no-point = Đợt này chưa có điểm nào “chỉ người được mời”.
sample-all-invited = Tất cả đã được mời, nên danh sách không còn ở đây. Muốn có lại, hãy chọn lại từ cùng dàn mẫu ở mục dưới đây.
sample-verify = Kiểm tra mẫu
sample-verify-lead = Đưa lên cùng dàn mẫu để chọn lại và so với mẫu đã lưu. Không có gì được lưu thêm.
verified-same = Đúng: từ dàn mẫu này, với số gốc đã lưu, chọn ra đúng mẫu đó.
verified-other-frame = Đây là dàn mẫu khác. Dấu vân tay của nó:
verified-other-result = Dàn mẫu đúng, nhưng chọn ra mẫu khác: mẫu đã lưu không được chọn theo các quy tắc này.
verified-other-algorithm = Mẫu được chọn theo phiên bản { $version } của thuật toán mà chương trình này không có.
verified-list = Tải danh sách vừa chọn lại (CSV)
sample-discard = Bỏ mẫu
sample-discard-lead = Mẫu và danh sách được chọn sẽ bị xóa; nhật ký vẫn giữ số gốc và các dấu vân tay. Chỉ bỏ được khi đợt còn đang chuẩn bị và chưa mời ai.

entry-title = Nhập phiếu
entry-lead = Chọn nơi có phiếu giấy hoặc cuộc phỏng vấn cần nhập. Mỗi phiếu gửi đi được xét theo đúng quy tắc như phiếu người dân tự điền.
entry-find = Tìm theo nơi, đơn vị, lĩnh vực hoặc đợt
entry-none = Chưa có nơi nào để nhập. Người quản lý khảo sát cần lập một điểm lấy ý kiến với cách trả lời “Phiếu giấy” hoặc “Được phỏng vấn” tại đơn vị của Ông/Bà.
entry-not-found = Không có nơi nào như vậy.
entry-waiting = Chờ nhập lần hai
entry-different = Còn khác nhau
entry-done = Đã thành phiếu
entry-until = (đợt đã đóng; nhập đến hết ngày { $date })
entry-twice-mark = (nhập hai lần)
entry-day = Ngày trả lời
entry-day-hint = Từ { $first } đến { $last }.
entry-day-wrong = Xin ghi ngày trả lời.
entry-day-outside = Ngày trả lời phải nằm trong thời gian của đợt và không sau hôm nay.
entry-batch = Lô phiếu
entry-batch-wrong = Xin ghi tên lô, không quá 40 ký tự.
entry-number = Số phiếu
entry-number-hint = Không bắt buộc; có số thì một phiếu không bị nhập hai lần.
entry-number-hint-twice = Số ghi trên phiếu, để hai lần nhập gặp nhau.
entry-number-missing = Đợt này nhập hai lần, nên cần số phiếu.
entry-number-wrong = Số phiếu là số từ 1 đến 999999.
entry-number-taken = Phiếu số này đã được nhập đủ rồi. Xin xem lại số phiếu và lô.
entry-sector-choose = Chọn lĩnh vực
entry-sector-wrong = Xin chọn lĩnh vực.
entry-kept = Phiếu chưa được lưu. Mọi điều đã nhập vẫn còn nguyên.
entry-stored-otherwise = Phiếu này đã được lưu trước đó, với nội dung khác. Lần này chưa lưu gì; muốn nhập phiếu khác, xin mở lại trang nhập.
entry-stored = Đã lưu phiếu { $number }.
entry-first-stored = Đã giữ lần nhập thứ nhất của phiếu { $number }. Phiếu được tính khi có lần nhập thứ hai giống như vậy.
entry-agreed = Hai lần nhập phiếu { $number } giống nhau. Đã lưu phiếu.
entry-differs = Hai lần nhập phiếu { $number } khác nhau, nên chưa tính.
entry-see-differences = Xem chỗ khác nhau
entry-keys = Nhập bằng bàn phím
entry-keys-how = Bấm một số để trả lời và sang câu sau; với câu chọn nhiều, bấm từng số rồi bấm + để sang câu sau. Bấm − để về câu trước, phím xóa lùi để bỏ câu trả lời, Tab để sang ô khác, Enter để lưu và mở phiếu tiếp theo.
entry-scale = Ý nghĩa của các số
entry-store = Lưu và nhập phiếu tiếp theo
entry-session =
    { $n ->
       *[other] { $shown } phiếu đã nhập ở đây từ khi đăng nhập
    }
entry-empty = (để trống)
assisted-entry = Có người giúp người trả lời điền phiếu
paper-forms = Phiếu có số
paper-forms-none = Chưa có phiếu nào như vậy.
paper-forms-find = Tìm theo lô, số hoặc người nhập (không cần dấu)
paper-form = Phiếu
paper-form-stage = Tình trạng
paper-form-first = Nhập lần một
paper-form-second = Nhập lần hai
paper-form-own = Ông/Bà đã nhập lần một; nên để người khác nhập lần hai.
paper-form-enter-second = Nhập lần hai
paper-form-part = Câu hỏi
paper-form-decide = Lưu phiếu như đã chọn
paper-form-too-late = Đã hết thời gian nhập phiếu của đợt khảo sát này: phiếu này không còn được tính nữa. Chỉ có thể xóa phần đã nhập.
paper-form-decide-lead = Xin mở tờ phiếu, chọn bên đúng ở từng dòng. Nếu cả hai bên đều sai, hãy xóa phần đã nhập rồi nhập lại phiếu.
paper-form-not-own = Người nhập lần hai hoặc một người khác sẽ chọn bên đúng; người chỉ nhập lần một thì không.
paper-form-waiting-lead = Phiếu đang chờ lần nhập thứ hai. Nội dung lần một không hiện ra, để lần hai không bị ảnh hưởng.
paper-form-undecided = Xin chọn bên đúng ở mọi dòng.
paper-form-unfit = Các câu đã chọn không khớp với nhau: một câu bắt buộc còn trống. Xin xem lại tờ phiếu.
paper-form-remove = Xóa phần đã nhập
paper-form-remove-lead = Mọi điều đã nhập của phiếu này bị xóa, và số phiếu lại trống để nhập lại. Không lấy lại được.
campaign-entry = Nhập phiếu giấy
campaign-entry-option = Cách nhập
campaign-entry-twice = Mỗi phiếu giấy được nhập hai lần
campaign-entry-once = Mỗi phiếu giấy được nhập một lần.
campaign-entry-twice-hint = Hai lần nhập được so từng câu; phiếu chỉ được tính khi hai lần giống nhau hoặc đã có người chọn bên đúng.
campaign-entry-waits = Còn phiếu đang chờ nhập lần hai hoặc còn khác nhau, nên chưa bỏ được.
campaign-entry-progress = Tiến độ
campaign-entry-collectors = Người nhập
campaign-entry-rate-lead = Lỗi chỉ đếm được ở phiếu nhập hai lần: câu trả lời hóa ra sai, trên 1.000 lần bấm phím.
campaign-entry-parts = Câu hay nhập sai
campaign-entry-parts-lead = Những câu có lỗi, nhiều lỗi nhất ở trên.
campaign-entry-nothing = Chưa có gì để đếm.
entry-collector = Người nhập
entry-forms = Số phiếu
entry-keystrokes = Lần bấm phím
entry-errors = Lỗi
entry-rate = Lỗi trên 1.000 lần bấm
action-double-entry-set = Đặt cách nhập phiếu giấy
action-entry-decided = Chọn lần nhập đúng
action-entry-removed = Xóa phần đã nhập của phiếu
privacy-receipt-title = Mã biên nhận
privacy-receipt = Sau khi gửi, màn hình hiện một mã biên nhận, chỉ một lần. Ai có mã thì rút lại được phiếu ấy trong thời gian của đợt và 14 ngày sau đó: phiếu bị xóa và không còn trong kết quả. Mã không được lưu ở đâu và không nói Ông/Bà là ai; nếu mất mã thì không ai tìm lại được phiếu. Phiếu giấy và phỏng vấn do cán bộ nhập không có mã.
receipt = Mã biên nhận
receipt-lead = Mã này chỉ hiện một lần. Nếu sau này muốn rút lại ý kiến, xin chép hoặc chụp lại mã.
receipt-shared = Màn hình này tự trở về phiếu trống sau một phút.
withdraw-title = Rút lại ý kiến đã gửi
withdraw-lead = Ông/Bà đã gửi ý kiến và nay muốn rút lại? Xin nhập mã biên nhận hiện ra sau khi gửi.
withdraw-code-hint = 18 chữ và số. Chữ hoa hay chữ thường, có gạch hay không đều được.
withdraw-find = Tìm phiếu
withdraw-lost = Không có mã thì không tìm được phiếu, vì phiếu không gắn với tên ai.
withdraw-code-wrong = Mã chưa đúng: có lẽ thiếu hoặc nhầm một chữ. Xin xem lại từng chữ.
withdraw-not-found = Không có phiếu nào với mã này. Có thể phiếu đã được rút, hoặc do cán bộ nhập.
withdraw-too-late = Đợt khảo sát này đã kết thúc quá 14 ngày, nên không rút lại được nữa.
withdraw-crowded = Có quá nhiều lần thử cùng lúc. Xin chờ một phút rồi thử lại.
withdraw-ask = Rút lại ý kiến này?
withdraw-means = Phiếu sẽ bị xóa hẳn và không còn trong kết quả. Không lấy lại được.
withdraw-now = Rút lại
withdraw-keep = Giữ nguyên
withdraw-done = Ý kiến đã được rút lại và xóa khỏi kết quả.
campaign-withdrawn = Số phiếu người dân đã rút lại
action-response-withdrawn = Người dân rút lại phiếu
on-paper-title = Nơi này dùng phiếu giấy
on-paper = Ý kiến ở đây được ghi trên phiếu giấy, rồi cán bộ nhập vào hệ thống. Xin hỏi phiếu tại nơi phục vụ.

# Files of units, sectors, targets and classifications
export-csv = Tải về (CSV)
import-units = Nhập đơn vị từ tệp
import-sectors = Nhập lĩnh vực từ tệp
import-targets = Nhập mục tiêu từ tệp
import-classifications = Nhập cách xếp loại từ tệp
import-class-year-hint = Mỗi dòng là một loại. Các dòng cùng đơn vị và cùng năm là một cách xếp loại; ghi đủ các loại của nó, loại nào không ghi thì không còn.
import-class-bound-hint = Từ mức này trở lên. Loại thấp nhất để trống.
import-class-lowest-missing = Thiếu loại thấp nhất: xin thêm một dòng để trống mức.
import-classes-too-many = Một cách xếp loại có nhiều nhất bảy loại.
import-basis-differs = Căn cứ không giống với dòng khác của cùng cách xếp loại.
import-lead = Chọn tệp và xem lại: trang này cho biết sẽ thêm gì, sửa gì. Chưa bấm nhập thì chưa có gì thay đổi; còn một dòng sai thì không dòng nào được nhập. Không có gì bị xóa.
import-file = Tệp Excel (.xlsx) hoặc CSV
import-file-again = Chọn tệp khác
import-file-hint = Nhiều nhất 100.000 dòng, 16 MB. Tệp Excel: đọc trang tính đầu tiên có dữ liệu và không bị ẩn.
import-file-missing = Xin chọn một tệp.
import-look = Xem lại trước khi nhập
import-empty = Tệp không có dòng nào.
import-headings-missing = Không tìm thấy dòng tên cột. Tệp cần có những cột ghi “bắt buộc” ở bảng bên dưới, tên cột như trong bảng.
import-heading-twice = Có hai cột cùng tên. Xin bỏ bớt một cột.
import-too-many-lines = Tệp có hơn 100.000 dòng. Xin chia thành nhiều tệp.
import-has-faults = Có dòng chưa đúng; từng dòng được ghi bên dưới. Chưa có gì được nhập. Xin sửa trong tệp rồi chọn lại.
import-busy = Hệ thống đang nhập nhiều tệp khác. Chưa có gì thay đổi; tệp vẫn còn ở đây. Xin đợi vài phút rồi bấm nhập lại.
import-changed-since = Từ lúc xem lại đã có người sửa danh sách. Xin xem lại lần nữa rồi nhập.
import-seen = Tệp này sẽ làm gì
import-added = Thêm mới
import-changed = Sửa
import-unchanged = Không đổi
import-faulty = Dòng chưa đúng
import-ignored = Các cột không dùng đến: { $headings }.
import-faults =
    { $n ->
       *[other] Có { $shown } chỗ chưa đúng
    }
import-faults-more =
    { $n ->
       *[other] … và { $shown } chỗ nữa. Xin sửa những chỗ trên trước: thường các dòng sai giống nhau.
    }
import-place = Dòng { $line }, cột “{ $column }”:
import-place-value = Dòng { $line }, cột “{ $column }” ghi “{ $value }”:
import-other-line = (Xem dòng { $line }.)
import-twice = Dòng này nói về cùng một mục với một dòng ở trên. Xin giữ lại một dòng.
import-not-in-reach = Đơn vị này đã có, nhưng ngoài phạm vi của Ông/Bà.
import-too-deep = Đơn vị hay lĩnh vực này có quá nhiều cấp ở trên (hơn 20). Xin xem lại cột này.
import-percent-share = Có phải muốn ghi phần trăm không? Xin ghi 90 thay cho 0,9.
import-shown-changed = Những thay đổi đầu tiên
import-shown-added = Những mục mới đầu tiên
import-more =
    { $n ->
       *[other] … và { $shown } mục nữa.
    }
import-line = Dòng
import-what = Mục
import-differences = Nội dung
import-nothing = (trống)
import-take-lead = Đã xem lại và đúng ý thì bấm nhập. Mỗi thay đổi được ghi vào nhật ký.
import-take = Nhập: thêm { $added }, sửa { $changed }
import-columns = Các cột của tệp
import-columns-lead = Cách chắc nhất: tải danh sách hiện có về, sửa trong Excel rồi đưa lên lại. Cột nào không có trong tệp thì giữ nguyên như đang có. Thứ tự các cột tùy ý.
import-template = Tải tệp mẫu (CSV)
import-column = Cột
import-meaning = Ghi gì
import-example = Ví dụ
import-needed = (bắt buộc)
import-code-hint = Mã đã có: sửa mục đó. Mã chưa có: thêm mục mới. Từ 1 đến 40 chữ thường không dấu, chữ số, gạch nối.
import-name-hint = Cần có khi thêm mới.
import-kind-hint = Tỉnh, thành phố, sở, huyện, quận, xã, phường hoặc đặc khu. Cần có khi thêm mới.
import-unit-parent-hint = Mã của đơn vị cấp trên; có thể ở dòng sau trong cùng tệp. Đổi cấp trên thì số liệu đã có chuyển theo.
import-sector-parent-hint = Mã của lĩnh vực cấp trên; có thể ở dòng sau trong cùng tệp. Để trống nếu không có.
import-day-hint = Ngày/tháng/năm, hoặc năm-tháng-ngày. Cần có khi thêm mới.
import-last-day-hint = Để trống khi đơn vị còn tồn tại.
import-successor-hint = Mã của đơn vị mới, nếu đã sáp nhập.
import-unit-hint = Mã của đơn vị.
import-sector-hint = Mã của lĩnh vực.
import-from-year-hint = Đơn vị, lĩnh vực và năm đầu giống nhau: là cùng một mục tiêu.
import-to-year-hint = Năm cuối cùng của mục tiêu. Cần có khi thêm mới.
import-operator-hint = >= (từ mức này trở lên) hoặc > (trên mức này). Cần có khi thêm mới.
import-progress = Đã ghi được
import-running = Đang nhập: đã ghi { $written } trên { $rows } dòng (kể cả dòng nhật ký).
import-elsewhere = Đang nhập.
import-waiting = Trang này tự xem lại sau vài giây. Có thể rời trang; việc nhập vẫn tiếp tục.
import-look-again = Xem lại ngay
import-taken = Đã nhập xong: thêm { $added }, sửa { $changed }.
import-changed-meanwhile = Không nhập được, vì vừa có người sửa danh sách. Chưa có gì thay đổi. Xin chọn lại tệp và xem lại.
import-failed = Không nhập được, vì hệ thống gặp lỗi. Chưa có gì thay đổi. Xin thử lại sau ít phút.
import-another = Nhập tệp khác
action-import-begun = Bắt đầu nhập tệp
action-imported = Đã nhập tệp
retention-title = Lưu giữ dữ liệu
retention-lead = Phiếu trả lời không được giữ mãi. Hết thời hạn, phần mềm tự xóa; các con số đã công bố vẫn giữ nguyên đến từng chữ số.
retention-periods = Giữ bao lâu
retention-periods-lead = Thời hạn tính bằng tháng, từ ngày cuối của mỗi đợt khảo sát, và áp dụng cho mọi đợt.
retention-set-above = Thời hạn do quản trị viên toàn hệ thống đặt.
retention-not-before = Chưa xóa gì trước ngày { $date }, để mọi người còn kịp xem lại và dừng nếu cần.
retention-notice = Nếu rút ngắn một thời hạn, phần mềm chờ { $days } ngày rồi mới xóa.
retention-find = Tìm theo tên đợt hoặc đơn vị
retention-next = Lần xóa tới
retention-kind-texts = Lời người dân viết
retention-kind-links = Dấu vết dẫn tới người
retention-kind-responses = Phiếu trả lời
retention-texts-label = Lời người dân viết: số tháng
retention-texts-hint = Ý kiến và mọi câu trả lời bằng chữ. Từ { $least } đến { $most } tháng; để trống là không xóa.
retention-links-label = Dấu vết dẫn tới người: số tháng
retention-links-hint = Mã mà biên nhận tìm ra phiếu, giờ gửi, ai nhập phiếu, danh sách được chọn vào mẫu, phiếu giấy nhập dở. Từ { $least } đến { $most } tháng; luôn phải xóa.
retention-responses-label = Phiếu trả lời: số tháng
retention-responses-hint = Từng phiếu một; các con số tổng không bao giờ bị xóa. Từ { $least } đến { $most } tháng; để trống là không xóa.
retention-texts-wrong = Số tháng giữ lời người dân viết phải từ 2 đến 60, hoặc để trống.
retention-links-wrong = Số tháng giữ dấu vết dẫn tới người phải từ 2 đến 24.
retention-responses-wrong = Số tháng giữ phiếu trả lời phải từ 12 đến 120, hoặc để trống.
retention-texts-too-long = Lời người dân viết nằm trong phiếu, nên không thể giữ lâu hơn phiếu.
retention-links-too-long = Dấu vết dẫn tới người không thể giữ lâu hơn phiếu.
retention-months =
    { $n ->
       *[other] { $shown } tháng
    }
retention-stays = Không xóa
retention-no-end = Đợt chưa có ngày cuối
retention-due = Xóa từ ngày { $date }
retention-due-now = Đến hạn ngày { $date }, sắp xóa
retention-overdue = Quá hạn từ ngày { $date }, đang giữ
retention-erased = Đã xóa ngày { $date }
retention-held = Đang giữ
retention-held-since = Có lệnh giữ nguyên từ ngày { $date }: chưa được xóa gì của đợt này.
retention-what = Dữ liệu
retention-how-long = Giữ bao lâu
retention-when = Khi nào xóa
retention-so-far = Đã xóa
retention-counts-stay = Các con số tổng giữ nguyên. Với đợt chọn mẫu ngẫu nhiên, điểm chấm của từng người cũng giữ lại để tính khoảng tin cậy, nhưng không còn mã, ngày giờ, nơi trả lời hay điều họ nói về mình.
retention-rows-responses =
    { $n ->
       *[other] { $shown } phiếu
    }
retention-rows-texts =
    { $n ->
       *[other] { $shown } đoạn chữ
    }
retention-rows-elements =
    { $n ->
       *[other] { $shown } người trong danh sách mẫu
    }
retention-rows-entries =
    { $n ->
       *[other] { $shown } ghi chép nhập phiếu
    }
hold-title = Lệnh giữ nguyên
hold-place = Giữ nguyên dữ liệu của đợt này
hold-means = Khi có lệnh giữ, không ai và không phần việc tự động nào xóa được gì của đợt này, kể cả mẫu, danh sách mời và phiếu người dân muốn rút. Yêu cầu rút phiếu được ghi lại và thực hiện ngay khi bỏ lệnh giữ.
hold-since = Từ lúc
hold-by = Người ra lệnh
hold-reason = Lý do
hold-reason-hint = Ví dụ: đang giải quyết khiếu nại, kèm số văn bản. Lý do được ghi vào nhật ký; người phụ trách đợt khảo sát không thấy.
hold-reason-missing = Xin ghi lý do giữ.
hold-reason-too-long = Lý do dài quá 500 chữ.
hold-placed = Đã giữ nguyên dữ liệu của đợt này.
hold-already = Đợt này đã được giữ từ trước.
hold-lift = Bỏ lệnh giữ
hold-lift-lead = Những gì đã quá hạn sẽ bị xóa trong vòng một giờ, và những phiếu người dân đã xin rút sẽ bị xóa ngay. Không lấy lại được.
hold-lifted = Đã bỏ lệnh giữ.
hold-stays = Chưa xóa được: đang có lệnh giữ nguyên dữ liệu của đợt khảo sát này.
refers-hold = Lệnh giữ nguyên dữ liệu
sample-list-erased = Danh sách người được chọn đã hết hạn giữ và bị xóa ngày { $date }. Ai có khung mẫu vẫn chọn lại được đúng danh sách ấy.
withdraw-held = Dữ liệu của đợt khảo sát này đang phải giữ nguyên để kiểm tra hoặc giải quyết khiếu nại, nên hôm nay chưa xóa được. Yêu cầu của Ông/Bà sẽ được ghi lại, và phiếu bị xóa ngay khi hết lệnh giữ.
withdraw-noted = Đã ghi yêu cầu rút lại. Dữ liệu của đợt khảo sát này đang phải giữ nguyên; ngay khi hết lệnh giữ, phiếu của Ông/Bà bị xóa khỏi hệ thống và khỏi kết quả. Ông/Bà không cần làm gì thêm.
privacy-retention-title = Giữ bao lâu
privacy-retention = Thời gian tính từ ngày cuối của đợt khảo sát. Hết thời hạn thì phần mềm tự xóa:
privacy-retention-texts =
    { $n ->
       *[other] Những gì Ông/Bà viết bằng lời: sau { $shown } tháng.
    }
privacy-retention-texts-ever = Những gì Ông/Bà viết bằng lời: giữ cùng phiếu, chưa đặt thời hạn xóa riêng.
privacy-retention-links =
    { $n ->
       *[other] Mã mà biên nhận tìm ra phiếu, giờ gửi, ai đã nhập phiếu và danh sách được chọn: sau { $shown } tháng.
    }
privacy-retention-responses =
    { $n ->
       *[other] Phiếu trả lời: sau { $shown } tháng.
    }
privacy-retention-responses-ever = Phiếu trả lời: chưa đặt thời hạn xóa.
privacy-retention-stays = Các con số tổng được giữ lại, vì đã công bố thì không được đổi. Với khảo sát chọn mẫu ngẫu nhiên, điểm chấm cũng được giữ, không kèm mã, ngày giờ hay điều Ông/Bà nói về mình. Khi có lệnh giữ nguyên để kiểm tra hoặc giải quyết khiếu nại, việc xóa tạm dừng; phiếu Ông/Bà xin rút lúc ấy bị xóa ngay khi hết lệnh.
action-retention-set = Đặt thời hạn lưu giữ
action-hold-placed = Ra lệnh giữ nguyên dữ liệu
action-hold-lifted = Bỏ lệnh giữ nguyên dữ liệu
action-disposed = Xóa dữ liệu hết hạn

# Thiết bị
span-minutes =
    { $n ->
       *[other] { $shown } phút
    }
span-hours =
    { $n ->
       *[other] { $shown } giờ
    }
span-days =
    { $n ->
       *[other] { $shown } ngày
    }
span-less = chưa đến 1 phút
ago = { $span } trước
ago-now = vừa xong
refers-devices = thiết bị đặt tại đây, hoặc đã từng đặt
refers-tablet = máy tính bảng đã được đăng ký làm thiết bị này
action-device-added = Thêm thiết bị
action-device-changed = Sửa thiết bị
action-device-link-made = Tạo liên kết đăng ký thiết bị
action-device-revoked = Thu hồi thiết bị
action-device-removed = Xóa thiết bị
devices-title = Thiết bị
devices-find = Tìm theo tên, điểm, đơn vị (không cần dấu)
devices-none = Không có thiết bị nào như vậy.
devices-attention = { $n } trong { $all } thiết bị cần được xem.
devices-fine =
    { $n ->
        [1] Có một thiết bị, đang ổn.
       *[other] Cả { $shown } thiết bị đều ổn.
    }
devices-what-title = Thiết bị là gì?
devices-what = Thiết bị là một máy tính bảng đặt tại một điểm lấy ý kiến để mọi người đi qua trả lời. Máy giữ phiếu khi mất mạng, tự gửi khi có mạng lại, và ở đây xem được máy có chạy tốt không, có phiếu nào chưa đến không.
devices-step-add = Thêm thiết bị và chọn điểm mà nó đứng.
devices-step-link = Tạo liên kết đăng ký, rồi mở nó một lần trên máy tính bảng, hoặc quét mã QR.
devices-step-watch = Xem danh sách này: máy nào im lặng hay có phiếu chờ lâu sẽ đứng đầu.
devices-no-point = Chưa có điểm nào để đặt thiết bị. Xin thêm một điểm lấy ý kiến có cách trả lời “Màn hình tại nơi phục vụ” trước.
device-add = Thêm thiết bị
device-name = Tên thiết bị
device-name-hint = Để Ông/Bà nhận ra máy, ví dụ: Máy ở cửa chính. Người dân không thấy tên này.
device-name-missing = Xin đặt tên cho thiết bị.
device-name-long = Tên thiết bị có nhiều nhất 80 ký tự.
device-point = Điểm lấy ý kiến
device-point-code = Mã của điểm lấy ý kiến
device-point-code-hint = Sáu chữ và số của một điểm trả lời trên màn hình tại nơi phục vụ; mã có ở trang của điểm.
device-point-wrong = Xin chọn một điểm đang dùng, trả lời trên màn hình tại nơi phục vụ, của một đợt chưa kết thúc do đơn vị trong phạm vi của Ông/Bà chủ trì.
device-point-withdrawn = Điểm mà máy đang đứng đã ngừng dùng, nên máy không nhận phiếu. Xin chọn điểm khác cho máy.
device-campaign-over = Đợt khảo sát của điểm này đã kết thúc, nên máy không nhận phiếu. Xin chọn điểm khác cho máy.
device-added = Đã thêm thiết bị. Bước tiếp theo: tạo liên kết và mở nó trên máy tính bảng.
device-revoked = Đã thu hồi. Máy tính bảng không còn là thiết bị này.
device-state = Trạng thái
device-state-waits = Chờ máy tính bảng
device-state-in-use = Đang dùng
device-state-revoked = Đã thu hồi
device-seen = Liên lạc gần nhất
device-seen-never = chưa lần nào
device-waiting = Phiếu chờ gửi
device-waiting-count =
    { $n ->
       *[other] { $shown } phiếu
    }
device-waiting-none = không có
device-waiting-oldest = lâu nhất: { $span }
device-lately = Phiếu trong 24 giờ
device-point-unit = Điểm và đơn vị
device-alarm-silent = Im lặng trong giờ làm việc
device-alarm-queue = Phiếu chờ gửi đã lâu
device-alarm-gap = Có phiếu không đến
device-alarm-stopped = Đã ngừng nhận phiếu
device-alarm-clock = Đồng hồ sai nhiều
device-alarm-storage = Bộ nhớ chưa chắc chắn
device-alarms = Cần xem
device-do-silent = Hơn 15 phút không có tin của máy dù đang trong giờ làm việc. Xin xem máy có bật, có điện và có mạng không. Phiếu đã trả lời vẫn được giữ trong máy.
device-do-queue = Có phiếu chờ hơn một giờ. Xin xem mạng ở chỗ đặt máy. Đừng xóa dữ liệu duyệt web và đừng đặt lại máy: phiếu đang chờ sẽ mất.
device-do-gap = Máy đã đánh số những phiếu này nhưng chúng không đến và cũng không còn chờ trong máy. Thường là vì dữ liệu của trình duyệt bị xóa. Xin hỏi người trông máy, và ghi lại khi báo cáo kết quả.
device-do-stopped = Máy không giữ được phiếu an toàn nên không nhận thêm. Xin giải phóng bộ nhớ của máy, hoặc thay máy khác.
device-do-clock = Đồng hồ của máy lệch hơn 5 phút. Thời điểm của phiếu được chỉnh theo giờ máy chủ, nhưng giờ ngủ và giờ thức có thể sai. Xin bật “đặt giờ tự động” trong cài đặt của máy.
device-do-storage = Trình duyệt có thể bỏ phiếu đang chờ khi máy hết chỗ. Xin cài trang này lên màn hình chính của máy, rồi mở từ đó.
device-report = Tình trạng máy
device-report-none = Chưa có tin gì của máy.
device-clock = Đồng hồ
device-clock-right = đúng
device-clock-ahead = nhanh { $span }
device-clock-behind = chậm { $span }
device-version = Phiên bản phần mềm
device-version-unknown = không rõ
device-battery = Pin
device-battery-unknown = trình duyệt không cho biết
device-battery-charging = { $percent } %, đang sạc
device-battery-level = { $percent } %
device-storage = Bộ nhớ của trình duyệt
device-storage-kept = được giữ chắc
device-storage-loose = có thể bị xóa khi hết chỗ
device-free = Chỗ còn trống
device-offline = Bật được khi mất mạng
device-stuck = Phiếu giữ riêng vì máy chủ không đọc được
yes = có
no = không
device-registered = Đăng ký
device-created = Thêm vào
device-gaps = Phiếu không đến
device-gap = Phiếu { $first }–{ $last } của máy này chưa bao giờ đến.
device-gap-one = Phiếu { $first } của máy này chưa bao giờ đến.
device-gaps-more =
    { $n ->
       *[other] và { $shown } khoảng khác
    }
device-gaps-of = { $lost } trong { $given } phiếu mà máy đã đánh số.
device-hours = Phiếu theo giờ, 7 ngày qua
device-hours-none = 7 ngày qua không có phiếu nào.
device-hours-about = Mỗi hàng là một ngày, mỗi cột là một giờ; cột càng cao càng nhiều phiếu, cao nhất là { $most }.
device-hours-norm = Đường gạch là số phiếu mong đợi mỗi giờ: { $norm }.
device-hours-mean = Trung bình { $mean } phiếu mỗi giờ mở cửa.
device-hours-mean-norm = Trung bình { $mean } phiếu mỗi giờ mở cửa; mong đợi { $norm }.
device-hours-table = Xem bằng số
device-day = Ngày
device-hour = { $hour } giờ
device-sum = Cộng
device-abandoned = Bỏ dở giữa chừng
device-abandoned-lead = Câu hỏi đang hiện khi người trả lời bỏ đi. Những lần này không được tính là phiếu.
device-abandoned-none = Chưa ghi nhận lần bỏ dở nào.
device-question = Câu hỏi
device-abandoned-lately = 30 ngày qua
device-abandoned-ever = Tất cả
device-incidents = Sự việc
device-incidents-none = Chưa có gì.
device-incidents-more = Sự việc trước đó
device-incident-registered = Một máy tính bảng được đăng ký
device-incident-storage = Bộ nhớ của máy bị xóa: phiếu đang chờ ở đó đã mất
device-incident-journal = Sổ ghi của máy không liền mạch
device-incident-clock = Đồng hồ sai nhiều
device-incident-token = Có nơi dùng mã cũ của máy: máy bị sao chép, hoặc bị đưa về trạng thái trước
device-incident-refused = Một phiếu đến khi không nhận phiếu, hoặc đến quá muộn
device-incident-unreadable = Một phiếu không đọc được
device-incident-fault = Có người báo hỏng tại máy
device-incident-number = phiếu { $number }
device-fault-touch = màn hình cảm ứng không nhạy
device-fault-screen = màn hình vỡ hoặc khó đọc
device-fault-place = máy đặt không đúng chỗ
device-fault-questions = câu hỏi không đúng ở đây
device-fault-other = việc khác
device-settings = Cài đặt
device-settings-lead = Máy nhận cài đặt mới ở lần liên lạc kế tiếp, thường trong một phút.
device-idle = Sau bao nhiêu giây không chạm thì hỏi “còn ai không?”
device-idle-hint = Từ 20 đến 300 giây.
device-idle-wrong = Thời gian không chạm là một số từ 20 đến 300.
device-grace = Đếm ngược bao nhiêu giây rồi quay về đầu
device-grace-hint = Từ 20 đến 120 giây, để ai chậm cũng kịp chạm.
device-grace-wrong = Thời gian đếm ngược là một số từ 20 đến 120.
device-comments = Cho viết góp ý bằng bàn phím trên màn hình
device-comments-hint = Tắt thì máy chỉ hỏi các câu chạm để chọn, và hàng đợi đi nhanh hơn.
device-awake = Giờ thức
device-awake-hint = Ngoài giờ này màn hình tối và máy im lặng không bị báo động. Để trống cả hai giờ nếu máy luôn thức.
device-opens = Thức lúc
device-closes = Ngủ lúc
device-time-missing = Xin nhập cả giờ thức và giờ ngủ, hoặc để trống cả hai.
device-time-wrong = Giờ viết như 07:30.
device-time-order = Giờ ngủ phải sau giờ thức.
device-days = Những ngày thức
device-days-none = Xin chọn ít nhất một ngày.
weekday-0 = Thứ Hai
weekday-1 = Thứ Ba
weekday-2 = Thứ Tư
weekday-3 = Thứ Năm
weekday-4 = Thứ Sáu
weekday-5 = Thứ Bảy
weekday-6 = Chủ nhật
device-pin = PIN để rời màn hình lấy ý kiến
device-pin-hint = 4 đến 8 chữ số. Ai trông máy thì biết; người dân thì không.
device-pin-hint-set = Đã có PIN. Để trống thì giữ PIN cũ.
device-pin-wrong = PIN có từ 4 đến 8 chữ số.
device-pin-remove = Bỏ PIN
device-pin-both = Xin hoặc nhập PIN mới, hoặc bỏ PIN.
device-greeting-vi = Lời chào trên màn hình đầu, tiếng Việt
device-greeting-en = Lời chào trên màn hình đầu, tiếng Anh
device-greeting-hint = Có thể để trống. Ví dụ: Bộ phận một cửa xin ý kiến Ông/Bà.
device-greeting-long = Lời chào có nhiều nhất 200 ký tự.
device-norm = Số phiếu mong đợi mỗi giờ
device-norm-hint = Để so trong biểu đồ. Để trống nếu chưa biết.
device-norm-wrong = Số phiếu mong đợi là một số từ 1 đến 1000, hoặc để trống.
device-link = Đăng ký máy tính bảng
device-link-lead = Tạo một liên kết và mở nó một lần trên máy tính bảng. Từ đó máy tự liên lạc; không ai phải đăng nhập trên máy.
device-link-replaces = Một máy tính bảng đang là thiết bị này. Khi máy khác mở liên kết mới, máy cũ thôi không gửi được nữa: xin đợi đến khi không còn phiếu chờ ở máy cũ.
device-link-open = Đã có một liên kết, dùng được đến { $time } ngày { $date }. Tạo liên kết mới thì liên kết đó hết hiệu lực.
device-link-make = Tạo liên kết
device-link-for = Liên kết đăng ký cho { $name }. Chỉ hiện một lần ở đây.
device-link-scan = Quét mã này bằng máy ảnh của máy tính bảng, hoặc gõ địa chỉ vào trình duyệt của nó:
device-link-picture = Mã QR của liên kết đăng ký
device-link-once = Máy tính bảng mở liên kết một lần. Sau đó, hoặc sau { $time } ngày { $date }, liên kết không mở được gì nữa. Ai mở được liên kết thì máy của người đó thành thiết bị này: xin đừng gửi cho người ngoài.
device-revoke = Thu hồi
device-revoke-title = Mất máy, hoặc thôi dùng
device-revoke-lead = Máy tính bảng không gửi được gì nữa, và liên kết đã tạo hết hiệu lực. Phiếu đã đến vẫn được giữ; phiếu còn chờ trong máy thì không đến được. Sau này có thể đăng ký lại bằng một liên kết mới.
device-revoke-waiting =
    { $n ->
       *[other] Lần liên lạc gần nhất còn { $shown } phiếu chờ trong máy.
    }
device-remove = Xóa thiết bị
device-remove-lead = Chỉ xóa thiết bị thêm nhầm, chưa máy tính bảng nào đăng ký.
device-remove-why = Nếu xóa, sẽ không còn biết phiếu nào của máy chưa đến. Thay vào đó, có thể thu hồi.
point-devices-count =
    { $n ->
       *[other] Tại đây có { $shown } thiết bị.
    }
point-devices-none = Chưa có thiết bị nào đứng ở điểm này.
point-withdraw-devices =
    { $n ->
       *[other] { $shown } thiết bị đứng ở điểm này và sẽ không nhận phiếu nữa, cho đến khi được chuyển sang điểm khác:
    }

# Bàn phân tích.
analysis-title = Phân tích
analysis-measure = Loại số liệu
analysis-versions = Các phiếu hỏi
analysis-none = Chưa có câu trả lời nào cho lựa chọn này.
analysis-compared = So với { $period }.
analysis-compared-unfinished = So với { $period }; kỳ này chưa kết thúc.
analysis-significance = Thay đổi được coi là rõ khi khoảng tin cậy 95 % của nó không chứa số 0; mỗi lĩnh vực được xét riêng.
analysis-change = Thay đổi (điểm %)
analysis-change-clear = rõ
analysis-change-unclear = chưa rõ
analysis-course = 12 tháng
analysis-months = Xem 12 tháng bằng số
analysis-months-hint = Dấu – là tháng không có câu trả lời hoặc bị ẩn.
analysis-rate = Tỷ lệ trả lời
analysis-rate-of = { $answered }/{ $issued }
analysis-rate-hint = Tỷ lệ trả lời chỉ biết được nơi người trả lời được mời theo danh sách trong kỳ này. Nơi khác ghi –, vì không biết có bao nhiêu người đã không trả lời.
analysis-nothing-before = Kỳ trước chưa có câu trả lời
analysis-hidden-before = Kỳ trước bị ẩn
analysis-break-from = { $month }: { $what }
analysis-break-instrument = Không so được: phiếu hỏi khác
analysis-break-modes = Không so được: cách trả lời đã khác
analysis-break-boundaries = Không so được: địa giới đã khác
drivers-title = Điều gì tác động đến sự hài lòng chung
drivers-lead = Yếu tố nào đi cùng với sự hài lòng chung nhiều nhất, và người dân hài lòng về yếu tố đó đến đâu.
drivers-outcome = Sự hài lòng chung lấy từ câu hỏi: “{ $question }”
drivers-newest = Vì có rất nhiều câu trả lời, trang này chỉ đọc { $most } câu trả lời mới nhất của mỗi cuộc lấy ý kiến trong kỳ; trong đó { $persons } người thuộc lựa chọn này.
drivers-self-selected = Người trả lời tự chọn tham gia, nên kết quả chỉ nói về những người đã trả lời.
drivers-no-outcome = Phiếu này không có câu hỏi về sự hài lòng chung, nên không thể biết yếu tố nào đi cùng với nó.
drivers-too-few-factors = Phiếu này có chưa đến hai yếu tố được phần lớn người trả lời cho ý kiến, nên không có gì để so với nhau.
drivers-too-many-factors = Phiếu này có quá nhiều yếu tố để tách riêng tác động của từng yếu tố.
drivers-too-few = Mới có { $complete } người trả lời đủ mọi yếu tố; cần ít nhất { $needed } người để kết luận.
drivers-no-variation = Mọi người trả lời giống nhau, nên không thể biết yếu tố nào đi cùng với sự hài lòng chung.
drivers-unexplained = Các yếu tố chỉ giải thích được { $share } khác biệt về sự hài lòng chung, quá ít để nói yếu tố nào quan trọng.
drivers-first = Nơi cải thiện có thể nâng sự hài lòng chung nhiều nhất: { $factor } (tầm quan trọng { $importance }, hài lòng { $satisfied }).
drivers-caution = Đây là mối liên hệ, không phải nguyên nhân: cải thiện một yếu tố không chắc làm sự hài lòng chung tăng theo.
drivers-chart = Các yếu tố theo tầm quan trọng và tỷ lệ hài lòng
drivers-number = Số
drivers-factor = Yếu tố
drivers-importance = Tầm quan trọng
drivers-satisfied = Hài lòng
drivers-place = Nên làm gì
drivers-concentrate = Ưu tiên cải thiện
drivers-keep-up = Giữ vững
drivers-low = Cải thiện sau
drivers-overkill = Đã đủ tốt
drivers-left-out = Chưa xét, vì dưới một nửa số người trả lời cho ý kiến: { $factors }.
drivers-explained = Các yếu tố cùng giải thích { $share } khác biệt về sự hài lòng chung giữa { $persons } người trả lời đủ.
drivers-method = Tầm quan trọng là phần của mỗi yếu tố trong đó (Lindeman, Merenda và Gold, 1980), cộng lại bằng 100 %. Đường gạch là trung bình của các yếu tố. “Có thể nâng nhiều nhất” là tầm quan trọng nhân với tỷ lệ chưa hài lòng.
trust-title = Số liệu có đáng tin không
trust-lead = Những gì ủng hộ và những gì khiến phải thận trọng với số liệu của đơn vị này.
trust-modes = Người dân trả lời bằng cách nào
trust-modes-hint = Trả lời với người khác, trên màn hình hay trên giấy thường cho kết quả khác nhau, nên các cách được để riêng.
trust-mode-hidden = Ẩn, để không lộ ý kiến của nhóm dưới { $minimum } người.
trust-response = Những người không trả lời
trust-response-hint = Người không trả lời có thể nghĩ khác với người đã trả lời.
trust-response-unknown = Không ai được mời theo danh sách trong kỳ này, nên không biết có bao nhiêu người đã không trả lời.
trust-response-rate = { $answered } trong { $issued } người được mời đã trả lời ({ $rate }).
trust-response-bounds = Tỷ lệ câu trả lời hài lòng, nếu tất cả người được mời đều trả lời, nằm giữa { $lower } (nếu không ai trong số còn lại hài lòng) và { $upper } (nếu tất cả họ hài lòng).
trust-response-hidden = Số người trả lời còn quá ít để nói thêm.
trust-precision = Độ chính xác của mẫu
trust-precision-hint = Người cùng một nơi thường trả lời giống nhau, nên mẫu theo cụm nói được ít hơn mẫu ngẫu nhiên đơn có cùng số người.
trust-precision-text = { $persons } người; hệ số thiết kế { $effect }; cỡ mẫu hiệu quả { $effective } người.
trust-screens = Câu trả lời có gì lạ
trust-screens-hint = Dấu hiệu lạ chỉ để xem lại, không phải bằng chứng gian lận; không câu trả lời nào bị bỏ khỏi số liệu.
trust-screen = Dấu hiệu
trust-found = Nhận xét
trust-read = Đã xem { $read } phiếu trả lời.
trust-read-newest = Đã xem { $read } phiếu trả lời, trong { $most } phiếu mới nhất của mỗi cuộc lấy ý kiến trong kỳ.
trust-flagged-of = { $flagged } trong { $of } phiếu
trust-too-short = Không xét: phiếu hỏi có dưới 6 câu về sự hài lòng, nên trả lời giống nhau là bình thường.
trust-no-hours = Không xét: ở đây không có máy nào đặt giờ làm việc.
trust-no-times = Không xét: không biết thời gian trả lời.
trust-speed = Trả lời quá nhanh
trust-speed-hint = Dưới một phần ba thời gian trung vị của cùng cách trả lời.
trust-burst = Dồn dập
trust-burst-hint = Từ 5 phiếu trở lên trong 2 phút tại cùng một điểm.
trust-duplicate = Trùng nhau
trust-duplicate-hint = Giống hệt một phiếu tại cùng điểm trong 10 phút trước đó.
trust-outside-hours = Ngoài giờ làm việc
trust-outside-hours-hint = Trả lời tại máy vào lúc máy lẽ ra đã nghỉ.
trust-straight-line = Mọi câu cùng một mức
trust-straight-line-hint = Từ 6 câu trở lên, tất cả giống nhau. Người hài lòng có thể trả lời như vậy một cách thật lòng.
trust-with-without = Phần câu trả lời hài lòng: { $with } khi tính tất cả, { $without } khi bỏ { $flagged } phiếu có dấu hiệu lạ (không kể “mọi câu cùng một mức”).
trust-with-hidden = { $flagged } phiếu có dấu hiệu lạ (không kể “mọi câu cùng một mức”). Tỷ lệ khi bỏ các phiếu này không được nêu, vì nhóm quá nhỏ.
trust-devices = Máy đặt tại chỗ
trust-devices-hint = Mỗi câu trả lời tại máy có một số thứ tự, nên biết được câu nào chưa đến.
trust-devices-whole = { $devices } máy, { $given } câu trả lời, không mất câu nào.
trust-devices-gaps = { $devices } máy, { $given } câu trả lời; { $lost } câu chưa từng đến, ở { $with } máy.
trust-volume = Số câu trả lời so với số hồ sơ
trust-volume-hint = Số câu trả lời không thể nhiều hơn số hồ sơ, trừ khi có người trả lời nhiều lần.
trust-volume-unknown = Không có số hồ sơ của cả năm cho đơn vị này, nên không so được.
trust-volume-responses = Câu trả lời
trust-volume-dossiers = Hồ sơ
trust-volume-too-many = Nhiều hơn số hồ sơ: cần xem lại
trust-volume-possible = Không vượt số hồ sơ
trust-beside = Người tự chọn trả lời bên cạnh mẫu xác suất
trust-beside-hint = Hai loại số liệu không cộng và không trừ cho nhau được. Người tự chọn trả lời thường là người rất hài lòng hoặc rất không hài lòng, và máy tại chỗ chỉ gặp người đến nơi; chênh lệch giữa hai dòng không phải là tiến bộ hay tụt lùi.
trust-interval = Khoảng tin cậy 95 %
analysis-views = Các cách xem số liệu này
analysis-view-sectors = Các lĩnh vực của đơn vị
analysis-view-units = Các đơn vị cấp dưới
analysis-view-drivers = Yếu tố tác động
analysis-view-trust = Độ tin cậy
unit-table-title = So sánh các đơn vị
unit-table-level = Xem những đơn vị
unit-table-next = Trực thuộc trực tiếp
unit-table-all = Tất cả cấp dưới: { $kind }
unit-table-none-below = Đơn vị đã chọn không có đơn vị cấp dưới loại này. Xin chọn đơn vị khác hoặc cấp khác.
unit-table-about = Lĩnh vực: { $sector }.
unit-table-about-all = Tất cả lĩnh vực gộp lại; không có chỉ tiêu chung cho cả nhóm này.
unit-table-ranked = Có { $n } đơn vị được xếp hạng vì có khoảng tin cậy 95 %. Câu trả lời là của một mẫu nên hạng thật có thể khác: với mỗi đơn vị có ghi hạng nằm trong khoảng nào. Tất cả các khoảng này cùng đúng với độ tin cậy 95 %.
unit-table-alike = Ở đây không thể phân biệt được đơn vị nào với đơn vị nào: mỗi đơn vị đều có thể ở bất kỳ hạng nào.
unit-table-too-few-ranks = Chưa có hai đơn vị nào đủ câu trả lời để có khoảng tin cậy nên không xếp hạng.
unit-table-no-ranks = Vì vậy không xếp hạng, không xếp loại và không kết luận về đơn vị nào.
unit-table-find = Tìm đơn vị
unit-table-not-found = Không có đơn vị nào tên như vậy.
unit-table-rank = Hạng
unit-table-rank-range = có thể từ { $best } đến { $worst }
unit-table-rank-sure = rõ ràng
unit-table-rank-note = { $rank } ({ $best }–{ $worst })
unit-table-change-unsure = chưa đủ để kết luận
unit-table-chart = Hạng và độ chắc chắn
unit-table-chart-hint = Dấu tròn là hạng, đoạn thẳng là mọi hạng có thể có. Các đơn vị có đoạn thẳng chồng lên nhau thì chưa chắc phân biệt được. Hạng 1 là cao nhất.
unit-heat-title = Đơn vị theo lĩnh vực
unit-heat-hint = Tỷ lệ phần trăm câu trả lời hài lòng. Nền càng đậm thì số càng thấp.
unit-heat-from = từ { $percent }
unit-heat-below = dưới { $percent }
unit-heat-marks = Bấm vào số để xem chi tiết. Dấu ▼ đứng cạnh số thấp hơn chỉ tiêu và mở việc cải thiện mới; riêng dấu này chưa phải là kết luận. Đã ẩn: quá ít người trả lời, hoặc từ đó có thể tính ra số khác. –: chưa có câu trả lời.
unit-heat-improve = Thêm việc cải thiện: { $about }

# Việc cải thiện.
improvements-title = Việc cải thiện
improvements-lead = Mỗi việc nêu tiêu chí yếu, đơn vị chịu trách nhiệm, thời hạn, và so số liệu lúc bắt đầu với số liệu sau này.
improvements-none-open = Hiện không có việc nào đang chờ làm.
improvements-open = { $shown } việc đang chờ làm hoặc đang làm.
improvements-overdue = { $shown } việc quá hạn, xếp trước.
improvements-none = Không có việc nào như vậy.
improvements-find = Tìm theo nội dung, đơn vị, lĩnh vực, vai trò
improvement-one = Một việc cải thiện
improvement-add = Thêm việc cải thiện
improvement-change = Sửa việc này
improvement-remove = Xóa việc này
improvement-remove-lead = Việc này và mọi ghi chú của nó sẽ bị xóa. Nếu chỉ không làm nữa, hãy đổi tình trạng thành “Thôi không làm” để còn theo dõi được.
improvement-planned = Dự kiến
improvement-under-way = Đang làm
improvement-done = Đã xong
improvement-dropped = Thôi không làm
improvement-overdue = Quá hạn
improvement-status-all = Mọi tình trạng
improvement-status-hint = Số liệu lúc bắt đầu được ghi lại khi thêm việc; nếu việc mới là dự kiến thì được ghi lại lần nữa khi bắt đầu làm, rồi không đổi nữa.
improvement-status-wrong = Xin chọn tình trạng.
improvement-unit = Đơn vị được đánh giá
improvement-criterion = Tiêu chí yếu
improvement-part = Yếu tố hoặc câu hỏi
improvement-part-all = Chỉ số chung
improvement-part-wrong = Xin chọn một yếu tố hoặc câu hỏi trong danh sách.
improvement-period = Thời gian của số liệu lúc bắt đầu
improvement-period-hint = Năm, quý hoặc tháng: 2026, 2026-Q3 hoặc 2026-10. Kết quả sau này được so theo thời gian dài như vậy.
improvement-period-wrong = Xin viết năm, quý hoặc tháng như 2026, 2026-Q3 hoặc 2026-10.
improvement-responsible = Đơn vị chịu trách nhiệm
improvement-responsible-wrong = Xin chọn đơn vị chịu trách nhiệm.
improvement-role = Vai trò chịu trách nhiệm
improvement-role-hint = Chức danh hoặc bộ phận, ví dụ “Trưởng bộ phận một cửa”. Không cần và không nên ghi tên người.
improvement-role-missing = Xin ghi chức danh hoặc bộ phận chịu trách nhiệm.
improvement-role-long = Vai trò dài quá 150 ký tự.
improvement-task = Việc cần làm
improvement-task-missing = Xin ghi việc cần làm.
improvement-text-long = Nội dung dài quá 2.000 ký tự.
improvement-due = Thời hạn
improvement-due-wrong = Xin chọn ngày hết hạn.
improvement-notes = Ghi chú hằng tháng
improvement-notes-none = Chưa có ghi chú nào.
improvement-note-add = Thêm ghi chú
improvement-note-missing = Xin ghi đã làm được gì, hoặc vì sao chưa.
improvement-month = Tháng
improvement-month-hint = Năm và tháng, ví dụ 2026-10.
improvement-month-wrong = Xin viết năm và tháng như 2026-10.
improvement-text = Nội dung
improvement-evidence = Minh chứng
improvement-evidence-hint = Số văn bản, nơi lưu hoặc địa chỉ trang. Có thể để trống.
improvement-evidence-long = Minh chứng dài quá 500 ký tự.
effect-title = Kết quả của việc này
effect-baseline = Số liệu lúc bắt đầu: { $period }.
effect-not-yet = Chưa so được: thời gian của số liệu lúc bắt đầu chưa hết, nên câu trả lời sau này cũng nằm trong đó.
effect-no-answers = Lúc bắt đầu và sau này đều chưa có câu trả lời nào về tiêu chí này.
effect-period = So với
effect-source = Nguồn
effect-before = Lúc bắt đầu ({ $period })
effect-after = Sau này ({ $period })
effect-change = Thay đổi (điểm %)
effect-from-to = từ { $lower } đến { $upper }
effect-no-change = Không so được
effect-caution = Thay đổi không chứng minh rằng việc này là nguyên nhân: những điều khác cũng có thể đã đổi.
about-improvement = Việc cải thiện
action-improvement-added = Đã thêm việc cải thiện
action-improvement-changed = Đã sửa việc cải thiện
action-improvement-noted = Đã ghi chú việc cải thiện
action-improvement-removed = Đã xóa việc cải thiện
changed-baseline-at = Số liệu lúc bắt đầu tính đến
refers-improvements = việc cải thiện

# Chỉ số khác.
indices-title = Chỉ số khác
indices-lead = Các chỉ số do nơi khác tính và công bố, như PAR INDEX, SIPAS, PAPI, PCI, DTI. Mỗi chỉ số có thang điểm riêng: không so sánh với mức độ hài lòng, cũng không so sánh với nhau.
indices-none = Không có chỉ số nào như vậy.
indices-find = Tìm theo tên chỉ số, đơn vị, nguồn
index-one = Một chỉ số
index-add = Thêm chỉ số
index-change = Sửa chỉ số của năm này
index-remove = Xóa chỉ số của năm này
index-remove-lead = Giá trị, thứ hạng và mục tiêu của năm này sẽ bị xóa.
index-name = Tên chỉ số
index-name-hint = Ví dụ PAR INDEX, SIPAS, PAPI, PCI, DTI; tên khác cũng được. Mỗi năm viết cùng một tên.
index-name-missing = Xin ghi tên chỉ số.
index-name-long = Tên chỉ số dài quá 80 ký tự.
index-all-years = Tất cả các năm
index-value = Giá trị
index-value-hint = Theo thang điểm của chỉ số đó, nhiều nhất 4 chữ số thập phân. Để trống nếu chưa công bố.
index-value-wrong = Xin ghi một số từ 0 trở lên, ví dụ 88,5.
index-nothing = Xin ghi ít nhất một trong ba: giá trị, thứ hạng hoặc mục tiêu.
index-rank = Thứ hạng
index-rank-wrong = Xin ghi thứ hạng bằng số nguyên từ 1.
index-goal = Mục tiêu
index-goal-none = Không có mục tiêu
index-goal-missing = Xin chọn loại mục tiêu.
index-goal-at-least = Giá trị ít nhất bằng
index-goal-up-percent = Giá trị tăng số % so với năm trước
index-goal-up-points = Giá trị tăng số điểm so với năm trước
index-goal-top-rank = Thứ hạng trong nhóm đầu
index-goal-up-ranks = Thứ hạng tăng số bậc so với năm trước
index-goal-at-least-of = ít nhất { $amount }
index-goal-up-percent-of = tăng { $amount } % so với năm trước
index-goal-up-points-of = tăng { $amount } điểm so với năm trước
index-goal-top-rank-of = trong nhóm { $amount } đơn vị dẫn đầu
index-goal-up-ranks-of = tăng { $amount } bậc so với năm trước
index-amount = Mức của mục tiêu
index-amount-hint = Giá trị, số %, số điểm hoặc số bậc, tùy loại mục tiêu.
index-amount-wrong = Xin ghi mức phù hợp với loại mục tiêu; thứ hạng và số bậc là số nguyên từ 1.
index-source = Nguồn
index-source-hint = Nơi công bố, và văn bản đặt mục tiêu.
index-source-missing = Xin ghi nguồn.
index-source-long = Nguồn dài quá 300 ký tự.
index-twice = Chỉ số này của đơn vị trong năm này đã có, hoặc vừa bị xóa. Mỗi năm chỉ có một.
index-result = Kết quả
index-reached = ✓ Đạt
index-not-reached = ✗ Không đạt
index-no-value = Chưa có giá trị của năm này
index-no-rank = Chưa có thứ hạng của năm này
index-no-last-year = Không có số của năm trước để so
index-of-nothing = Năm trước bằng 0 nên không tính được %
index-years = Qua các năm
index-more = Tăng, giảm so với năm trước
index-places = Thứ hạng so với năm trước
index-ranks-up = lên { $shown } bậc
index-ranks-down = xuống { $shown } bậc
index-ranks-same = không đổi
index-beside = Mức độ hài lòng trong những năm đó
index-beside-lead = Để xem bên cạnh, không để so: cách đo và thang điểm khác nhau.
index-beside-none = Những năm này chưa có câu trả lời nào về đơn vị.
about-index = Chỉ số khác
action-index-added = Đã thêm chỉ số
action-index-changed = Đã sửa chỉ số
action-index-removed = Đã xóa chỉ số
changed-year = Năm
refers-indices = chỉ số khác

# Họp hằng tháng.
review-title = Họp hằng tháng
review-lead = Chọn đơn vị và tháng để lập biên bản: số liệu so với mục tiêu, các việc cải thiện, ghi chú của tháng, chỗ ký.
review-show = Xem biên bản
review-back = Tháng này tính lại bây giờ
review-draft = Đây là biên bản tính tại thời điểm này; câu trả lời đến sau có thể làm số liệu thay đổi. Hãy lưu rồi in bản đã lưu: bản đó không đổi nữa.
review-keep = Lưu biên bản
review-kept = Biên bản đã lưu của tháng này
review-kept-at = Đã lưu lúc { $time } ngày { $date }.
review-print = Biên bản này không đổi nữa và có thể in trên giấy A4.
review-of = Biên bản họp đánh giá mức độ hài lòng – { $unit } – { $month }
review-demonstration = DỮ LIỆU MẪU, không phải số liệu thật.
review-figures = 1. Số liệu so với mục tiêu
review-no-figures = Trong năm này chưa có câu trả lời nào.
review-year = { $year }, đến lúc tính
review-against = So với mục tiêu của năm
review-distance = { $points } điểm %
review-actions = 2. Việc cải thiện
review-no-actions = Không có việc nào đang chờ làm, đang làm hay được ghi chú trong tháng.
review-notes = Ghi chú của tháng
review-conclusions = 3. Kết luận
review-chair = Người chủ trì
review-secretary = Thư ký
review-unit = Đại diện đơn vị
about-review = Biên bản họp tháng
action-review-kept = Đã lưu biên bản họp tháng
changed-as-of = Tính đến
refers-reviews = biên bản họp tháng
index-import = Nhập nhiều chỉ số
index-import-lead = Dán bảng hoặc chọn tệp CSV, XLSX. Dòng đầu là tên cột: Chỉ số, Đơn vị, Năm, Giá trị, Thứ hạng, Mục tiêu, Mức của mục tiêu, Nguồn. Chỉ số đã có của cùng đơn vị và năm được sửa theo bảng; có một lỗi thì không dòng nào được nhận.
index-import-file = Tệp
index-import-list = Bảng
index-import-hint = Nhiều nhất 500 dòng. Đơn vị ghi bằng mã hoặc tên. Mục tiêu ghi at-least, up-percent, up-points, top-rank hoặc up-ranks; để trống nếu không có.
index-import-empty = Bảng không có dòng nào.
index-import-columns = Dòng đầu phải có các cột Chỉ số, Đơn vị, Năm và Nguồn.
index-import-long = Bảng dài quá 500 dòng.
index-import-twice = Chỉ số này của đơn vị và năm này đã có ở dòng trên.
index-import-faults = Các dòng cần sửa
index-import-fault = Dòng { $line }: { $what }
index-import-faulty = Có dòng cần sửa nên chưa nhận dòng nào.
index-import-letters = Tệp không nói rõ bảng mã. Xin xem chữ trong bảng dưới đây có đúng không, rồi gửi lại.

# The factors and items of a sector.
filter-chosen = Đang xem: { $what }
items-title = Yếu tố và câu hỏi
items-trail = Đường dẫn
items-whole = Tất cả các yếu tố
items-factors = Các yếu tố
items-item = Câu hỏi
items-answers = Các câu trả lời (%)
items-mean = Điểm trung bình (1–5)
items-mean-short = điểm TB
items-respondents-short = n =
items-action = Lập biện pháp
items-action-of = Lập biện pháp cải thiện: { $name }
items-outside = Không tính vào chỉ số.
items-modes-together = Gộp mọi cách trả lời của mẫu ngẫu nhiên; xem riêng từng cách ở mỗi câu hỏi.
items-weighted = Tỷ lệ và điểm trung bình có quyền số của mẫu; thanh và bảng số đếm người trả lời, không có quyền số.
items-weak-hint = Nơi thấp hơn mục tiêu của lĩnh vực có đường dẫn để lập biện pháp.
items-numbers = Xem các câu trả lời bằng số
items-numbers-of = Xem bằng số: { $what }
items-numbers-hint = Số người trả lời và tỷ lệ trong những người có ý kiến.
items-by-mode = Theo cách trả lời
items-by-mode-hint = Mỗi cách một dòng: người trả lời theo các cách khác nhau có thể là những người khác nhau.
items-by-wave = Theo đợt khảo sát
items-by-month = Theo tháng (12 tháng)
items-by-time-hint = Dấu ≠ là nơi không so được với dòng trên.
items-by-unit = Theo đơn vị trực thuộc
items-by-unit-hint = Không phải bảng xếp hạng. Nơi ít người trả lời thì số dao động nhiều.
items-by-former = Theo đơn vị trước khi sáp nhập
items-by-former-hint = Số ở trên tính chung các đơn vị này; nó bị ẩn khi một phần bị ẩn.
items-by-question = Theo nhóm người trả lời
items-by-question-none = Chọn một câu hỏi, như giới tính hoặc nhóm tuổi, để xem từng nhóm.
items-by-question-hint = Nhóm ít người bị ẩn, và cả nhóm mà từ đó có thể suy ra nhóm bị ẩn.
items-by-question-many = Có hơn { $most } câu trả lời tự nguyện nên không chia nhóm ngay trên trang này; xin xuất dữ liệu để chia.
items-question = Chia theo câu hỏi
items-question-none = Không chia
items-unanswered = Không trả lời câu này
# Góp ý
comments-title = Góp ý
comments-lead = Điều người dân tự viết. Số điện thoại, số giấy tờ và những dãy số tương tự đã được che trước khi lưu. Mỗi góp ý chỉ hiện dưới đơn vị có đủ người trả lời trong tháng và lĩnh vực đó, để không ai bị nhận ra.
comments-find = Tìm trong góp ý (không cần dấu)
comments-score = Mức hài lòng
comments-any-score = Mọi mức
comments-satisfied = Hài lòng (4 và 5)
comments-not-satisfied = Chưa hài lòng (1 đến 3)
comments-theme = Chủ đề
comments-any-theme = Mọi chủ đề
comments-all = Có { $shown } góp ý của đơn vị, lĩnh vực và thời gian này.
comments-newest = Đã xem { $shown } góp ý mới nhất của đơn vị, lĩnh vực và thời gian này; các số dưới đây tính trên đó.
comments-held = { $held } góp ý trong đó không hiện, vì nơi và tháng ấy có chưa đến { $minimum } người trả lời.
comments-list = Các góp ý
comments-none = Không có góp ý nào như vậy được hiện.
comments-none-here = Trong những góp ý đã xem không có góp ý nào như vậy. Có thể tìm tiếp ở các góp ý cũ hơn.
comments-first = Về đầu danh sách
comments-next = Cũ hơn
comments-themes = Góp ý nói về điều gì
comments-counted = Tính trên { $shown } góp ý được hiện của lựa chọn này, không kể chủ đề đang chọn. Một góp ý có thể có nhiều chủ đề.
comments-number = Số góp ý
comments-bar = Biểu đồ
comments-share-satisfied = Tỷ lệ hài lòng
comments-few = dưới { $few }
comments-themes-caution = Chủ đề tìm thấy trong chưa đến { $few } góp ý thì không nêu con số. Người viết góp ý không đại diện cho mọi người, nên các số này không so sánh được với chỉ số hài lòng.
comments-pooled = { $unit } hoặc đơn vị bên dưới
comments-unrated = Không chấm mức nào
comments-minimum = Số người trả lời tối thiểu
comments-minimum-is = Góp ý chỉ hiện ở nơi có từ { $minimum } người trả lời trong tháng và lĩnh vực đó.
comments-minimum-change = Đổi số này
comments-minimum-lead = Góp ý chỉ hiện dưới đơn vị có ít nhất chừng này người trả lời trong cùng tháng và lĩnh vực. Nơi có ít hơn được gộp vào đơn vị bên trên.
comments-minimum-hint = Từ { $least } đến { $most }. Càng lớn càng khó nhận ra người viết, nhưng càng ít góp ý gắn với đúng đơn vị.
comments-minimum-wrong = Xin ghi một số nguyên trong khoảng cho phép.
themes-title = Chủ đề góp ý
themes-lead = Góp ý có một trong các từ khóa thì thuộc chủ đề đó. Sửa từ khóa thì mọi số liệu đổi theo ngay, kể cả với góp ý cũ.
themes-find = Tìm chủ đề hoặc từ khóa (không cần dấu)
themes-none = Không có chủ đề nào.
themes-read-only = Chủ đề dùng chung cho mọi đơn vị, nên chỉ quản trị viên toàn hệ thống sửa được.
themes-too-many = Đã có nhiều chủ đề nhất có thể. Xin bớt một chủ đề trước.
theme-add = Thêm chủ đề
theme-change = Sửa chủ đề
theme-remove = Xóa chủ đề
theme-remove-lead = Chủ đề và các từ khóa của nó sẽ mất. Góp ý vẫn còn nguyên.
theme-keywords = Từ khóa
theme-keywords-hint = Mỗi dòng một từ hoặc cụm từ. Không phân biệt dấu và chữ hoa; chỉ khớp cả từ.
theme-keywords-missing = Cần ít nhất một từ khóa.
theme-keyword-wrong = Mỗi từ khóa dài từ 2 đến 60 ký tự và có chữ.
theme-keywords-too-many = Nhiều nhất 200 từ khóa.
theme-hint-vi = Lưu ý cho người đọc (tiếng Việt)
theme-hint-en = Lưu ý cho người đọc (tiếng Anh)
theme-hint-hint = Hiện khi xem chủ đề này, chẳng hạn nơi nhận đơn tố cáo. Có thể để trống.
theme-hint-too-long = Lưu ý dài nhất 500 ký tự.
about-theme = Chủ đề góp ý
about-comments = Cách hiện góp ý
action-theme-added = Đã thêm chủ đề góp ý
action-theme-changed = Đã sửa chủ đề góp ý
action-theme-removed = Đã xóa chủ đề góp ý
action-comment-minimum-set = Đã đặt số người tối thiểu để hiện góp ý
changed-hint = Lưu ý
