//! The point estimate of each index formula, from counts: the same at ten answers and at ten million.

use app::domain::questionnaire::index::IndexFormula;

use super::SectorCount;
use super::measured::Measured;

/// Valid answers (1 to 5) to the items measured, and those among them that are 4 or 5.
pub fn answers(measured: &Measured, count: &SectorCount) -> (u64, u64) {
    pooled(count, codes(measured))
}

/// The index as a share from 0 to 1; `None` where a part that the formula needs has no valid answer.
pub fn share(measured: &Measured, count: &SectorCount) -> Option<f64> {
    let share = |(valid, satisfied)| quotient(satisfied, valid);
    match measured.formula() {
        IndexFormula::PooledTopTwoBox => share(answers(measured, count)),
        IndexFormula::MeanOfItemShares => {
            let shares: Option<Vec<f64>> = codes(measured).map(|item| share(pooled(count, std::iter::once(item)))).collect();
            shares.map(|shares| shares.iter().sum::<f64>() / float(shares.len() as u64))
        }
        IndexFormula::WeightedFactors(weights) => weights
            .iter()
            .map(|(factor, weight)| {
                let of_factor = measured.items.iter().filter(|(section, _)| section.code == *factor);
                share(pooled(count, of_factor.map(|(_, item)| item.code.as_str()))).map(|share| share * weight)
            })
            .sum(),
        IndexFormula::MeanScore => {
            let (valid, points) = codes(measured).map(|item| times(count, item)).fold((0, 0), |(valid, points), times| {
                let scored: u64 = (0..5).zip(&times[1..]).map(|(steps, times): (u64, _)| steps * times).sum();
                (valid + times[1..].iter().sum::<u64>(), points + scored)
            });
            quotient(points, 4 * valid)
        }
    }
}

fn codes<'a>(measured: &'a Measured) -> impl Iterator<Item = &'a str> {
    measured.items.iter().map(|(_, item)| item.code.as_str())
}

fn times(count: &SectorCount, item: &str) -> [u64; 6] {
    count.items.get(item).copied().unwrap_or_default()
}

fn pooled<'a>(count: &SectorCount, items: impl Iterator<Item = &'a str>) -> (u64, u64) {
    items
        .map(|item| times(count, item))
        .fold((0, 0), |(valid, satisfied), times| (valid + times[1..].iter().sum::<u64>(), satisfied + times[4] + times[5]))
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
    use crate::figures::SectorCount;
    use crate::figures::measured::Measured;
    use crate::instrument::file::read;
    use app::domain::figure::{Part, Scope};
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

    fn answers(version: &Version, count: &SectorCount) -> (u64, u64) {
        super::answers(&Measured::of(version, None).unwrap(), count)
    }

    fn share(version: &Version, count: &SectorCount) -> Option<f64> {
        super::share(&Measured::of(version, None).unwrap(), count)
    }

    fn count() -> SectorCount {
        let items =
            [("a1", [7, 0, 1, 1, 1, 1]), ("a2", [0, 0, 0, 0, 1, 0]), ("b1", [0, 1, 0, 0, 0, 3]), ("c1", [0, 9, 0, 0, 0, 0])];
        SectorCount { rated: 5, sections: [].into(), items: items.map(|(code, times)| (code.to_owned(), times)).into() }
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

    #[test]
    fn a_part_is_measured_by_its_own_items() {
        let weighted = version("formula = \"weighted-factors\"\nweights = { a = 0.25, b = 0.75 }");
        let of = |scope: Scope| {
            let part = Part { questionnaire: "q".parse().unwrap(), scope };
            let measured = Measured::of(&weighted, Some(&part))?;
            let mut count = count();
            count.sections = [("a".to_owned(), 4), ("b".to_owned(), 4), ("c".to_owned(), 9)].into();
            Some((measured.respondents(&count), super::answers(&measured, &count), super::share(&measured, &count).unwrap()))
        };
        let code = |text: &str| text.parse().unwrap();
        assert_eq!(of(Scope::Factor(code("a"))), Some((4, (5, 3), 0.6)));
        assert_eq!(of(Scope::Item(code("b1"))), Some((4, (4, 3), 0.75)));
        assert_eq!(of(Scope::Item(code("c1"))), Some((9, (9, 0), 0.0)), "an item outside the index can be looked at");
        assert_eq!(of(Scope::Factor(code("c"))), None, "what is no factor is none");
        assert_eq!(of(Scope::Item(code("z"))), None);
    }
}
