//! Classes of units by score, with thresholds that are configuration and have a legal basis.

use super::undefined::{Defined, Undefined};

/// Classes from the best to the worst, each from its lower threshold upward; together they cover every score.
#[derive(Clone, Debug, PartialEq)]
pub struct Classes {
    /// Thresholds, descending, with the name of the class that begins there.
    thresholds: Vec<(f64, String)>,
    lowest: String,
}

impl Classes {
    /// Classes by their lower thresholds, from best to worst, and the class of everything below the last one.
    ///
    /// A score belongs to the first class whose threshold it reaches, so no score is left without a class.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] unless the thresholds are finite and strictly descending.
    pub fn new(thresholds: Vec<(f64, String)>, lowest: String) -> Defined<Self> {
        let finite = thresholds.iter().all(|(threshold, _)| threshold.is_finite());
        let descending = thresholds.windows(2).all(|pair| pair[0].0 > pair[1].0);
        if finite && descending { Ok(Self { thresholds, lowest }) } else { Err(Undefined::OutOfRange) }
    }

    /// The classes of Decision 766 on 0 to 100: xuất sắc from 90, tốt from 80, khá from 70, trung bình from 50, yếu.
    ///
    /// # Errors
    /// Never; the thresholds descend.
    pub fn decision_766() -> Defined<Self> {
        let thresholds = [(90.0, "xuất sắc"), (80.0, "tốt"), (70.0, "khá"), (50.0, "trung bình")];
        let named = thresholds.map(|(threshold, name)| (threshold, name.to_owned()));
        Self::new(named.to_vec(), "yếu".to_owned())
    }

    /// The class of a score in the unit of the thresholds; a score on a threshold belongs to the better class.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] when the score is not finite.
    pub fn of(&self, score: f64) -> Defined<&str> {
        if !score.is_finite() {
            return Err(Undefined::OutOfRange);
        }
        let reached = self.thresholds.iter().find(|(threshold, _)| score >= *threshold);
        Ok(reached.map_or(self.lowest.as_str(), |(_, name)| name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_belongs_to_the_better_class() {
        let classes = Classes::decision_766().unwrap();
        let below = |score: f64| score.next_down();
        for (score, class, under) in
            [(90.0, "xuất sắc", "tốt"), (80.0, "tốt", "khá"), (70.0, "khá", "trung bình"), (50.0, "trung bình", "yếu")]
        {
            assert_eq!(classes.of(score), Ok(class));
            assert_eq!(classes.of(below(score)), Ok(under));
        }
        assert_eq!((classes.of(100.0), classes.of(0.0)), (Ok("xuất sắc"), Ok("yếu")));
        assert_eq!(classes.of(15.0 / 18.0 * 100.0), Ok("tốt"));
        assert_eq!(classes.of(f64::NAN), Err(Undefined::OutOfRange));
    }

    #[test]
    fn thresholds_must_descend() {
        let named = |values: &[f64]| values.iter().map(|v| (*v, v.to_string())).collect();
        assert!(Classes::new(named(&[1.0, 2.0]), "none".to_owned()).is_err());
        assert!(Classes::new(named(&[2.0, 2.0]), "none".to_owned()).is_err());
        assert!(Classes::new(Vec::new(), "all".to_owned()).unwrap().of(1.0).is_ok());
    }
}
