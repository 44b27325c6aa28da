//! Comments as people leave them: short, plain, and about nobody.

/// The comments that fit a questionnaire and a mood.
pub(super) fn fitting(questionnaire: &str, contented: bool) -> &'static [&'static str] {
    match (questionnaire, contented) {
        ("one-stop-service", true) => &[
            "Tốt",
            "Rất hài lòng, cảm ơn cán bộ.",
            "Làm nhanh, hướng dẫn dễ hiểu.",
            "Không có ý kiến gì thêm.",
            "Nên có thêm ghế ngồi chờ.",
            "Được trả kết quả sớm hơn hẹn.",
            "Cán bộ nhiệt tình, vui vẻ.",
            "Mong có thêm chỗ để xe.",
            "Có người giúp nộp trực tuyến nên rất tiện.",
            "Cần thêm quạt ở chỗ chờ.",
        ],
        ("one-stop-service", false) => &[
            "Chờ lâu quá.",
            "Phải đi lại nhiều lần vì thiếu giấy tờ mà không được nói trước.",
            "Trễ hẹn không ai báo.",
            "Cần ghi rõ giấy tờ phải nộp.",
            "Phần mềm hay bị lỗi, phải nhập lại từ đầu.",
            "Mỗi người hướng dẫn một kiểu.",
            "Buổi sáng rất đông, chỉ có một quầy làm việc.",
            "Nộp trực tuyến xong vẫn phải mang bản giấy đến.",
            "Mong được trả lời qua điện thoại khi hỏi về hồ sơ.",
            "Xin gọi lại cho tôi số 0900 000 000 khi có kết quả.",
            "Có người gợi ý bồi dưỡng mới làm nhanh, mong xem lại.",
            "Thu lệ phí 30.000 đồng nhưng không đưa biên lai.",
        ],
        ("household-sipas", true) => &[
            "Chính quyền đã quan tâm đến dân hơn trước.",
            "Mong tiếp tục làm đường trong thôn.",
            "Không có góp ý.",
            "Loa của xã nên đọc chậm hơn.",
            "Mong có nhiều buổi họp dân hơn.",
        ],
        ("household-sipas", false) => &[
            "Đường vào thôn còn xấu.",
            "Nước sinh hoạt mùa khô không đủ.",
            "Ý kiến gửi lên lâu được trả lời.",
            "Từ khi sáp nhập phải đi xa hơn để làm giấy tờ.",
            "Người già khó nộp hồ sơ qua mạng.",
        ],
        ("health-outpatient", true) => {
            &["Bác sĩ tận tình.", "Điều dưỡng nhẹ nhàng, dễ gần.", "Sạch sẽ hơn trước.", "Nên có thêm quạt ở phòng chờ."]
        }
        ("health-outpatient", false) => {
            &["Nhà vệ sinh chưa sạch.", "Chờ khám quá lâu.", "Thiếu chỗ ngồi cho người già.", "Biển chỉ dẫn khó tìm."]
        }
        ("public-education", true) => {
            &["Cô giáo quan tâm đến các cháu.", "Trường sạch, đẹp.", "Mong có thêm câu lạc bộ thể thao."]
        }
        ("public-education", false) => &[
            "Nhà vệ sinh của học sinh cần sửa.",
            "Các khoản thu nên công khai rõ hơn.",
            "Phòng máy tính cũ, hay hỏng.",
            "Đường đến trường nhiều xe tải, nguy hiểm cho các cháu.",
        ],
        _ => &[],
    }
}
