//! Comments as people leave them after a procedure: short, plain, and about nobody.

/// Some fit anybody; which answers stand beside them does not matter to what is measured.
pub const COMMENTS: [&str; 8] = [
    "Rất hài lòng, cảm ơn cán bộ.",
    "Làm nhanh, hướng dẫn dễ hiểu.",
    "Nên có thêm ghế ngồi chờ và quạt ở chỗ chờ.",
    "Chờ lâu quá, buổi sáng rất đông mà chỉ có một quầy làm việc.",
    "Phải đi lại nhiều lần vì thiếu giấy tờ mà không được nói trước.",
    "Cần ghi rõ giấy tờ phải nộp.",
    "Nộp trực tuyến xong vẫn phải mang bản giấy đến.",
    "Mong được trả lời qua điện thoại khi hỏi về hồ sơ.",
];
