//! What comments are about: themes, each found by words that the agency chooses.

use serde::{Deserialize, Serialize};

use super::code::Code;
use super::fold::fold;
use super::texts::Texts;

/// A theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// By what it is known in addresses.
    pub code: Code,
    /// Its name.
    pub name: Texts,
    /// The words or groups of words by which it is found.
    pub keywords: Vec<String>,
    /// What analysts should know who read such comments, such as where a denunciation belongs; may be empty.
    #[serde(default)]
    pub hint: Texts,
}

/// How comments are shown, as administrators set it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentRules {
    /// How many respondents there must be where a comment is shown.
    pub minimum: u64,
    /// The themes, in their order.
    pub themes: Vec<Theme>,
}

/// The minima that may be set. One comment tells more than one answer in a percentage, so the least is that of figures.
pub const MINIMA: std::ops::RangeInclusive<u64> = 10..=1_000;

/// The words of a text, folded, with one space before, between and after them: so whole words are found as ` word `.
#[must_use]
pub fn spaced(text: &str) -> String {
    let folded = fold(text);
    let mut spaced = String::with_capacity(folded.len() + 2);
    spaced.push(' ');
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        spaced.push_str(word);
        spaced.push(' ');
    }
    spaced
}

/// Themes, made ready to be found in many texts.
#[derive(Clone, Debug)]
pub struct Matcher(Vec<Vec<String>>);

impl Matcher {
    /// Finds these themes.
    #[must_use]
    pub fn of(themes: &[Theme]) -> Self {
        let keywords = |theme: &Theme| {
            let spaced = theme.keywords.iter().map(|keyword| spaced(keyword));
            spaced.filter(|keyword| keyword.len() > 1).collect()
        };
        Self(themes.iter().map(keywords).collect())
    }

    /// The themes found in a text, which is as [`spaced`] gives it, by their places.
    #[must_use]
    pub fn find(&self, spaced: &str) -> Vec<usize> {
        let has = |keywords: &&Vec<String>| keywords.iter().any(|keyword| spaced.contains(keyword.as_str()));
        self.0.iter().enumerate().filter(|(_, keywords)| has(keywords)).map(|(place, _)| place).collect()
    }
}

/// A theme of the list that an installation begins with: code, names, keywords, hints.
type Usual = (&'static str, [&'static str; 2], &'static [&'static str], [&'static str; 2]);

/// The themes that an installation begins with. Words that are others without their marks (chờ and chỗ, đông and đồng) stand in groups.
const USUAL: [Usual; 9] = [
    (
        "waiting",
        ["Thời gian, chờ đợi", "Time and waiting"],
        &[
            "chờ lâu",
            "chờ đợi",
            "phải chờ",
            "đợi lâu",
            "phải đợi",
            "lâu",
            "quá chậm",
            "rất chậm",
            "chậm trễ",
            "trễ hẹn",
            "quá hẹn",
            "nhanh",
            "đúng hẹn",
            "sớm hơn hẹn",
            "wait",
            "waiting",
            "slow",
            "late",
            "quick",
        ],
        ["", ""],
    ),
    (
        "attitude",
        ["Thái độ của cán bộ", "Attitude of officials"],
        &[
            "thái độ",
            "nhiệt tình",
            "tận tình",
            "vui vẻ",
            "lịch sự",
            "niềm nở",
            "cáu gắt",
            "khó chịu",
            "thờ ơ",
            "hách dịch",
            "quát mắng",
            "nhẹ nhàng",
            "rude",
            "friendly",
            "polite",
        ],
        ["", ""],
    ),
    (
        "fees",
        ["Phí, lệ phí", "Fees"],
        &["lệ phí", "thu phí", "đóng phí", "khoản thu", "thu tiền", "đóng tiền", "nộp tiền", "biên lai", "fee", "fees"],
        ["", ""],
    ),
    (
        "documents",
        ["Giấy tờ, đi lại nhiều lần", "Documents, coming again"],
        &["giấy tờ", "bổ sung hồ sơ", "nhiều lần", "bản giấy", "bản sao", "công chứng", "nộp lại", "làm lại", "documents"],
        ["", ""],
    ),
    (
        "online",
        ["Dịch vụ trực tuyến", "Online services"],
        &[
            "trực tuyến",
            "qua mạng",
            "phần mềm",
            "mạng lỗi",
            "lỗi mạng",
            "cổng dịch vụ",
            "dịch vụ công",
            "vneid",
            "website",
            "online",
        ],
        ["", ""],
    ),
    (
        "premises",
        ["Cơ sở vật chất, vệ sinh", "Premises and cleanliness"],
        &[
            "ghế",
            "thêm quạt",
            "chỗ ngồi",
            "ngồi chờ",
            "chỗ để xe",
            "bãi xe",
            "nhà vệ sinh",
            "sạch sẽ",
            "sạch đẹp",
            "chưa sạch",
            "chật chội",
            "nóng bức",
            "máy lạnh",
            "toilet",
            "clean",
        ],
        ["", ""],
    ),
    (
        "instructions",
        ["Hướng dẫn, thông tin", "Instructions and information"],
        &[
            "hướng dẫn",
            "chỉ dẫn",
            "giải thích",
            "biểu mẫu",
            "niêm yết",
            "công khai",
            "nói trước",
            "không ai báo",
            "ghi rõ",
            "instructions",
        ],
        ["", ""],
    ),
    (
        "queue",
        ["Quầy, số lượng người phục vụ", "Counters and staffing"],
        &["rất đông", "quá đông", "đông người", "một quầy", "thêm quầy", "xếp hàng", "lấy số", "thiếu người", "queue", "counter"],
        ["", ""],
    ),
    (
        "integrity",
        ["Nhũng nhiễu, tiêu cực", "Harassment and corruption"],
        &[
            "hối lộ",
            "nhũng nhiễu",
            "vòi vĩnh",
            "bồi dưỡng",
            "phong bì",
            "lót tay",
            "tiêu cực",
            "tham nhũng",
            "chung chi",
            "làm khó",
            "bribe",
            "corruption",
        ],
        [
            "Phiếu góp ý không phải đơn tố cáo: không ai được xác minh hay trả lời qua đây. Việc tố cáo gửi theo Luật Tố cáo đến người có thẩm \
             quyền hoặc thanh tra.",
            "A comment is no denunciation: nothing is verified or answered through it. Denunciations go, under the Law on Denunciations, to the \
             competent authority or the inspectorate.",
        ],
    ),
];

impl CommentRules {
    /// How an installation begins.
    #[must_use]
    pub fn usual() -> Self {
        let texts = |[vi, en]: [&str; 2]| Texts::new([("vi", vi), ("en", en)].map(|(tag, text)| (tag, text)));
        let theme = |(code, name, keywords, hint): Usual| {
            let keywords = keywords.iter().map(|keyword| (*keyword).to_owned()).collect();
            let hint = if hint[0].is_empty() { Texts::default() } else { texts(hint) };
            code.parse().ok().map(|code| Theme { code, name: texts(name), keywords, hint })
        };
        Self { minimum: 30, themes: USUAL.into_iter().filter_map(theme).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::{CommentRules, MINIMA, Matcher, spaced};

    fn found(text: &str) -> Vec<&'static str> {
        let themes = CommentRules::usual().themes;
        let codes = super::USUAL.map(|(code, ..)| code);
        Matcher::of(&themes).find(&spaced(text)).into_iter().map(|place| codes[place]).collect()
    }

    #[test]
    fn an_installation_begins_with_every_theme() {
        let rules = CommentRules::usual();
        assert_eq!(rules.themes.len(), super::USUAL.len());
        assert!(MINIMA.contains(&rules.minimum));
    }

    #[test]
    fn whole_words_are_found_whatever_their_marks_and_case() {
        assert_eq!(found("CHỜ lâu quá!"), ["waiting"]);
        assert_eq!(found("cho lau qua"), ["waiting"]);
        assert_eq!(found("Ch\u{1a1}\u{300} l\u{e2}u"), ["waiting"]);
        assert_eq!(found("Cán bộ nhiệt-tình"), ["attitude"]);
        assert_eq!(found("chocolate"), [""; 0]);
        assert_eq!(found("Thu 30.000 đồng; mong thêm chỗ để xe"), ["premises"]);
        assert_eq!(found("Phải đưa phong bì, chờ lâu"), ["waiting", "integrity"]);
        assert_eq!(found(""), [""; 0]);
    }

    #[test]
    fn words_stand_between_spaces() {
        assert_eq!(spaced(" Chờ,\nlâu… "), " cho lau ");
        assert_eq!(spaced("?!"), " ");
    }
}
