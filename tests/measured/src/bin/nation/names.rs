//! Names as Vietnamese communes have them: two syllables that mean something good, many of them in several provinces.

const FIRST: [&str; 30] = [
    "An", "Bình", "Cẩm", "Châu", "Đại", "Đông", "Đức", "Gia", "Hải", "Hòa", "Hoàng", "Hồng", "Hưng", "Khánh", "Kim", "Long",
    "Lộc", "Mỹ", "Nam", "Nghĩa", "Phú", "Phước", "Quảng", "Sơn", "Tân", "Thanh", "Thạnh", "Thuận", "Vĩnh", "Xuân",
];
const SECOND: [&str; 29] = [
    "An", "Bình", "Châu", "Đông", "Giang", "Hà", "Hải", "Hậu", "Hiệp", "Hòa", "Hội", "Hưng", "Khánh", "Lâm", "Lộc", "Lợi",
    "Minh", "Ninh", "Phong", "Phú", "Quang", "Sơn", "Tây", "Thành", "Thịnh", "Tiến", "Trung", "Vân", "Yên",
];

/// The name of the commune with a number.
pub fn commune(number: usize) -> String {
    let (first, second) = (FIRST[number % FIRST.len()], SECOND[(number / 7) % SECOND.len()]);
    let kind = if number.is_multiple_of(4) { "Phường" } else { "Xã" };
    format!("{kind} {first} {second}")
}

/// The name of the province with a number.
pub fn province(number: usize) -> String {
    format!("Tỉnh {} {}", SECOND[(number * 3) % SECOND.len()], FIRST[(number * 7 + 3) % FIRST.len()])
}
