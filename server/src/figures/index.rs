//! The point estimate of each index formula, from counts: the same at ten answers and at ten million.

use app::domain::questionnaire::Version;
use app::domain::questionnaire::index::IndexFormula;

use crate::store::counts::SectorCount;

/// Valid answers (1 to 5) to the items of the index, and those among them that are 4 or 5.
pub fn answers(version: &Version, count: &SectorCount) -> (u64, u64) {
    version
        .index_items()
        .filter_map(|(_, item)| count.items.get(item.code.as_str()))
        .fold((0, 0), |(valid, satisfied), times| (valid + times[1..].iter().sum::<u64>(), satisfied + times[4] + times[5]))
}

/// The index of a version as a share from 0 to 1; `None` where a part that the formula needs has no valid answer.
pub fn share(version: &Version, count: &SectorCount) -> Option<f64> {
    let times = |item: &str| count.items.get(item).copied().unwrap_or_default();
    let pooled = |items: &mut dyn Iterator<Item = &str>| {
        let (valid, satisfied) = items
            .map(times)
            .fold((0, 0), |(valid, satisfied), times| (valid + times[1..].iter().sum::<u64>(), satisfied + times[4] + times[5]));
        quotient(satisfied, valid)
    };
    let items = || version.index_items().map(|(_, item)| item.code.as_str());
    match version.index() {
        IndexFormula::PooledTopTwoBox => pooled(&mut items()),
        IndexFormula::MeanOfItemShares => {
            let shares: Option<Vec<f64>> = items().map(|item| pooled(&mut std::iter::once(item))).collect();
            shares.map(|shares| shares.iter().sum::<f64>() / float(shares.len() as u64))
        }
        IndexFormula::WeightedFactors(weights) => weights
            .iter()
            .map(|(factor, weight)| {
                let mut of_factor =
                    version.index_items().filter(|(section, _)| section.code == *factor).map(|(_, item)| item.code.as_str());
                pooled(&mut of_factor).map(|share| share * weight)
            })
            .sum(),
        IndexFormula::MeanScore => {
            let (valid, points) = items().map(times).fold((0, 0), |(valid, points), times| {
                let scored: u64 = (0..5).zip(&times[1..]).map(|(steps, times): (u64, _)| steps * times).sum();
                (valid + times[1..].iter().sum::<u64>(), points + scored)
            });
            quotient(points, 4 * valid)
        }
    }
}

fn quotient(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| float(part) / float(whole))
}

/// A count as a real number.
#[expect(clippy::cast_precision_loss, reason = "numbers of answers are far below 2^53")]
pub fn float(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::{answers, share};
    use crate::instrument::file::read;
    use crate::store::counts::SectorCount;
    use app::domain::questionnaire::Version;

    fn version(formula: &str) -> Version {
        let item =
            |code: &str| format!("[[section.item]]\ncode = \"{code}\"\nkind = \"satisfaction\"\ntext = {{ vi = \"x\" }}\n");
        let section =
            |code: &str, factor: bool| format!("[[section]]\ncode = \"{code}\"\nfactor = {factor}\ntitle = {{ vi = \"x\" }}\n");
        let head = "code = \"q\"\nnumber = 1\nlanguages = [\"vi\"]\nabout = \"procedure\"\nminutes = 1\ntitle = { vi = \"x\" }\npurpose = { vi = \"x\" }\n";
        let body = [section("a", true), item("a1"), item("a2"), section("b", true), item("b1"), section("c", false), item("c1")]
            .concat();
        read(&format!("{head}[index]\n{formula}\n{body}")).unwrap()
    }

    fn count() -> SectorCount {
        let items =
            [("a1", [7, 0, 1, 1, 1, 1]), ("a2", [0, 0, 0, 0, 1, 0]), ("b1", [0, 1, 0, 0, 0, 3]), ("c1", [0, 9, 0, 0, 0, 0])];
        SectorCount { rated: 5, items: items.map(|(code, times)| (code.to_owned(), times)).into() }
    }

    #[test]
    fn no_opinion_and_items_outside_the_index_do_not_count() {
        assert_eq!(answers(&version("formula = \"pooled-top-two-box\""), &count()), (9, 6));
    }

    #[test]
    fn each_formula_is_what_it_says() {
        let of = |formula: &str| share(&version(formula), &count()).unwrap();
        assert!((of("formula = \"pooled-top-two-box\"") - 6.0 / 9.0).abs() < 1e-15);
        assert!((of("formula = \"mean-of-item-shares\"") - (0.5 + 1.0 + 0.75) / 3.0).abs() < 1e-15);
        assert!(
            (of("formula = \"weighted-factors\"\nweights = { a = 0.25, b = 0.75 }") - (0.25 * 0.6 + 0.75 * 0.75)).abs() < 1e-15
        );
        // Points above 1: a1 1+2+3+4, a2 3, b1 0+4+4+4: 25 of 4 × 9.
        assert!((of("formula = \"mean-score\"") - 25.0 / 36.0).abs() < 1e-15);
    }

    #[test]
    fn a_part_without_answers_leaves_the_whole_undefined() {
        let mut count = count();
        count.items.insert("b1".into(), [4, 0, 0, 0, 0, 0]);
        assert!(share(&version("formula = \"mean-of-item-shares\""), &count).is_none());
        assert!(share(&version("formula = \"weighted-factors\"\nweights = { a = 0.25, b = 0.75 }"), &count).is_none());
        assert!(share(&version("formula = \"pooled-top-two-box\""), &count).is_some());
        assert!(share(&version("formula = \"mean-score\""), &SectorCount::default()).is_none());
    }
}
