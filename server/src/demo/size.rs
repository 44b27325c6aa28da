//! How large a demonstration is, and how its responses are shared out among the collection points.

use app::domain::campaign::Sampling;

use super::campaigns::CAMPAIGNS;
use super::plan::Plan;

/// How large a demonstration is.
///
/// Points of self-selected answers take part in any growth. Probability samples grow and shrink with the whole only up to what is asked
/// in reality (`Ceiling`): a sample that everybody were in would be none. What a sample does not take, self-selected points get, so that
/// there are always just as many responses as were wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How many responses; `None` for as many as the tables say: 24,690 with twelve communes, as many for every further twelve.
    pub responses: Option<u64>,
    /// How many communes, at least [`Size::FEWEST_COMMUNES`].
    pub communes: u16,
}

impl Size {
    /// The communes of the invented province: they are always there.
    pub const FEWEST_COMMUNES: u16 = 12;
    /// The communes, wards and special zones of the country since 1 July 2025.
    pub const MOST_COMMUNES: u16 = 3_321;
}

impl Default for Size {
    fn default() -> Self {
        Self { responses: None, communes: Self::FEWEST_COMMUNES }
    }
}

/// The most people whom a probability sample asks in 24 months.
pub(super) struct Ceiling {
    /// In one province.
    pub province: u64,
    /// In the country.
    pub country: u64,
}

/// Two waves of the national household survey: about 580 people a province and 36,500 altogether.
pub(super) const HOUSEHOLDS: Ceiling = Ceiling { province: 2 * 580, country: 2 * 36_500 };
/// Two years of telephone interviews: 900 a province and year occupy two interviewers; in the country as many as the household survey.
pub(super) const INTERVIEWS: Ceiling = Ceiling { province: 2 * 900, country: 2 * 36_500 };

/// Divides a number of responses in proportion to the usual numbers, without losing or adding one.
pub(super) fn divide(responses: u64, usual: &[u64]) -> impl Iterator<Item = u64> {
    let whole = u128::from(usual.iter().sum::<u64>().max(1));
    // Each gets the difference between two rounded sums, so the rounding never adds up; what is divided evenly stays as it is.
    let (mut sum, mut given) = (0, 0);
    usual.iter().map(move |usual| {
        sum += u128::from(*usual);
        let until = u64::try_from(u128::from(responses) * sum / whole).unwrap_or(u64::MAX);
        let part = until - given;
        given = until;
        part
    })
}

/// Shares the wanted responses out among the points of a plan.
pub(super) fn share_out(plan: &mut Plan, wanted: Option<u64>, provinces: u16) {
    let usual = |plan: &Plan, is: &dyn Fn(usize) -> bool| -> u64 {
        plan.points.iter().filter(|planned| is(planned.campaign)).map(|planned| planned.usual).sum()
    };
    let whole = usual(plan, &|_| true);
    let wanted = wanted.unwrap_or(whole);
    let mut left = wanted;
    let is_sample = |campaign: usize| CAMPAIGNS[campaign].sampling == Sampling::Probability;
    for (campaign, row) in CAMPAIGNS.iter().enumerate() {
        let Some(ceiling) = &row.at_most else { continue };
        let most = (ceiling.province * u64::from(provinces)).min(ceiling.country);
        let share = u128::from(wanted) * u128::from(usual(plan, &|other| other == campaign)) / u128::from(whole.max(1));
        let sample = u64::try_from(share).unwrap_or(u64::MAX).min(most);
        left -= sample;
        give(plan, sample, &|other| other == campaign);
    }
    give(plan, left, &|campaign| !is_sample(campaign));
}

/// Divides responses among the points of some campaigns.
fn give(plan: &mut Plan, responses: u64, is: &dyn Fn(usize) -> bool) {
    let usual: Vec<u64> = plan.points.iter().filter(|planned| is(planned.campaign)).map(|planned| planned.usual).collect();
    let parts = divide(responses, &usual);
    for (planned, part) in plan.points.iter_mut().filter(|planned| is(planned.campaign)).zip(parts) {
        planned.responses = part;
    }
}

#[cfg(test)]
mod tests {
    use super::divide;

    #[test]
    fn dividing_neither_loses_nor_adds() {
        let usual = [1_300, 0, 80, 7, 613];
        for responses in [0, 1, 999, 2_000, 2_001, 10_000_000, 1 << 40] {
            let parts: Vec<u64> = divide(responses, &usual).collect();
            assert_eq!(parts.iter().sum::<u64>(), responses);
            assert_eq!(parts[1], 0);
        }
        assert!(divide(2_000, &usual).eq(usual));
        assert_eq!(divide(5, &[0, 0]).sum::<u64>(), 0, "nobody is there to take them");
    }
}
