//! What goes and what stays.

use proptest::prelude::*;

use super::{Sensitive, digit, masked};

#[track_caller]
fn goes(text: &str, what: Sensitive) {
    let masked = masked(text);
    assert!(masked.contains(what.mark()), "{text:?} became {masked:?}");
    assert!(masked.chars().filter(|c| digit(*c).is_some()).count() < 5, "{text:?} became {masked:?}");
}

#[test]
fn telephone_numbers_go_however_they_are_written() {
    for number in [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "0912 - 345 - 678",
        "09 12 34 56 78",
        "(0912) 345 678",
        "+84912345678",
        "+84 912 345 678",
        "(+84) 912 345 678",
        "+84 (0) 912 345 678",
        "0084912345678",
        "84912345678",
        "01681234567",
        "0168 123 4567",
        "024 3825 1234",
        "(024) 3825 1234",
        "0203.3825.123",
        "０９１２３４５６７８",
        "𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖",
        "0912\u{a0}345\u{200b}678",
        "0912\u{2011}345\u{2013}678",
    ] {
        goes(number, Sensitive::Phone);
        goes(&format!("Xin gọi lại cho tôi số {number} vào buổi sáng"), Sensitive::Phone);
    }
    assert_eq!(masked("Gọi (024) 3825 1234."), "Gọi [số điện thoại].");
    assert_eq!(masked("Gọi 0912345678/0987654321 nhé"), "Gọi [số điện thoại]/[số điện thoại] nhé");
    assert_eq!(masked("Gọi 0912345678 - 0987654321"), "Gọi [số điện thoại] - [số điện thoại]");
    assert_eq!(masked("SĐT: 3825 1234"), "SĐT: [số điện thoại]");
}

#[test]
fn numbers_of_papers_and_accounts_go() {
    for (text, what) in [
        ("CCCD 001099012345", Sensitive::Identity),
        ("gọi tôi, CCCD 001099012345", Sensitive::Identity),
        ("số 001 099 012 345", Sensitive::Identity),
        ("Tôi là 123456789", Sensitive::Identity),
        ("CMND 12345678", Sensitive::Identity),
        ("123.456.789", Sensitive::Identity),
        ("hộ chiếu B1234567", Sensitive::Passport),
        ("c1234567", Sensitive::Passport),
        ("thẻ BHYT HC4010123456789", Sensitive::Insurance),
        ("sổ BHXH 0123456789", Sensitive::Insurance),
        ("MST 0100109106-001", Sensitive::Tax),
        ("mã số thuế: 0100109106", Sensitive::Tax),
        ("STK 1903 6789", Sensitive::Account),
        ("tài khoản 19036789012345", Sensitive::Account),
        ("9704 3600 1234 5678", Sensitive::Digits),
        ("٠٩١٢٣٤٥٦٧٨", Sensitive::Digits),
        ("mã hồ sơ H29.3-240515-0012", Sensitive::Digits),
    ] {
        goes(text, what);
    }
}

#[test]
fn addresses_of_electronic_mail_go() {
    assert_eq!(masked("Viết cho toi.o.day@example.vn."), "Viết cho [thư điện tử].");
    assert_eq!(masked("a+b_c@thu.example.com, cảm ơn"), "[thư điện tử], cảm ơn");
    assert_eq!(masked("x0912345678＠example.vn"), "[thư điện tử]");
    assert_eq!(masked("chờ @ quầy 3"), "chờ @ quầy 3");
}

#[test]
fn what_leads_to_nobody_stays() {
    for text in [
        "",
        "Chờ 45 phút ở quầy 3.",
        "Phải nộp thêm 1.500.000 đồng",
        "500.000 - 1.000.000 đồng",
        "từ 1.000.000 - 2.000.000",
        "2 000 000đ",
        "150000000 VNĐ",
        "1,250,000,000 vnd",
        "123.456.789 dong",
        "Ngày 15/10/2025 và 15.10.2025 - 20.10.2025",
        "15-10-2025",
        "giai đoạn 2019-2020-2021",
        "từ 7h30 đến 11h30, 13:30-17:00",
        "07.30 - 11.30",
        "nhà 123/45/6 đường số 7",
        "hồ sơ số 1234/2025",
        "Nghị định 61/2018/NĐ-CP",
        "Gọi 19001234 không ai nghe",
        "phí 30.000đ",
        "bảo hiểm 2024-2025",
        "½ ngày",
    ] {
        assert_eq!(masked(text), text);
    }
}

#[test]
fn what_stands_beside_a_number_stays() {
    assert_eq!(masked("Quầy 5 0912345678"), "Quầy 5 [số điện thoại]");
    assert_eq!(masked("Hẹn 15.10.2025 0912.345.678"), "Hẹn 15.10.2025 [số điện thoại]");
    assert_eq!(masked("Năm 2025\n0912345678\n30 phút"), "Năm 2025\n[số điện thoại]\n30 phút");
}

/// The runs of nine digits or more, with what follows each.
fn long_runs(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let run = characters[at..].iter().take_while(|c| c.is_numeric()).count();
        if run >= 9 {
            runs.push(characters[at + run..].iter().skip_while(|c| **c == ' ').take(5).collect());
        }
        at += run.max(1);
    }
    runs
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_long_run_of_digits_survives_but_money(
        text in "([0-9０-９]{1,12}|[ .,()+-]|[0-9]{9,14}|\u{200b}| đồng| k|đ|sđt |a|@|\n|/){0,14}"
    ) {
        let masked = masked(&text);
        for after in long_runs(&masked) {
            let after = after.to_lowercase();
            prop_assert!(["đ", "vnd", "vnđ"].iter().any(|word| after.starts_with(word)), "{text:?} became {masked:?}");
        }
    }

    #[test]
    fn masking_again_changes_nothing(text in "([0-9]{1,12}|[ .,()+-]| đồng|đ|sđt |a|@|b.vn|\n|/){0,14}") {
        let once = masked(&text);
        prop_assert_eq!(masked(&once), once);
    }

    #[test]
    fn words_stay(text in "[a-zà-ỹ ,.!?\n]{0,80}") {
        prop_assert_eq!(masked(&text), text);
    }
}
