//! What the analyst's desk looks at: everything that has answers, and one version of a questionnaire under one measure among it.

use std::collections::BTreeMap;

use app::domain::campaign::Campaign;
use app::domain::code::Code;
use app::domain::measure::Measure;
use app::domain::overview::{Question, Scene, Series, VersionName};
use uuid::Uuid;

use super::Desk;
use super::breaks::Modes;
use crate::store::counts::Counts;
use crate::surveys;

/// Campaigns by what may be shown together.
pub type Groups<'a> = BTreeMap<(Measure, Uuid), Vec<&'a Campaign>>;

impl Desk<'_> {
    /// What there is to look at, and the campaigns of what is asked for, with their measure; none where nobody answered them.
    pub(super) fn scene<'g>(
        &self,
        question: &Question,
        groups: &'g Groups<'_>,
        now: i64,
    ) -> (Scene, Option<(Measure, &'g [&'g Campaign])>) {
        let has_answers = |campaigns: &[&Campaign]| self.counts.keys().any(|(id, ..)| self.directory.is_among(*id, campaigns));
        // A part can only be looked at in versions that have it.
        let has_part = |version: &Uuid| match (&question.filter.part, self.directory.versions.get(version)) {
            (Some(part), Some(version)) => part.items(version).next().is_some(),
            (part, version) => part.is_none() && version.is_some(),
        };
        let mut series: Vec<(Series, &'g Vec<&'g Campaign>)> = groups
            .iter()
            .filter(|((_, version), campaigns)| has_answers(campaigns) && has_part(version))
            .filter_map(|((measure, version), campaigns)| Some((self.named(*measure, *version)?, campaigns)))
            .collect();
        series.sort_by(|(a, _), (b, _)| {
            let order = |series: &Series| (series.measure, surveys::rank(&series.version.questionnaire).0);
            let names = || a.version.questionnaire.cmp(&b.version.questionnaire);
            order(a).cmp(&order(b)).then_with(names).then_with(|| b.version.number.cmp(&a.version.number))
        });
        let is_asked = |series: &Series| {
            question.measure.is_none_or(|measure| measure == series.measure)
                && question.version.as_ref().is_none_or(|version| *version == series.version)
        };
        let chosen = series.iter().find(|(series, _)| is_asked(series));
        let question = Question {
            filter: question.filter.clone(),
            measure: chosen.map(|(series, _)| series.measure).or(question.measure),
            version: chosen.map(|(series, _)| series.version.clone()).or_else(|| question.version.clone()),
        };
        let campaigns = chosen.map(|(series, campaigns)| (series.measure, campaigns.as_slice()));
        let series = series.into_iter().map(|(series, _)| series).collect();
        (Scene { question, as_of: now, months: self.months, sectors: self.sectors(), series }, campaigns)
    }

    /// A version under a measure, with its names.
    pub(super) fn named(&self, measure: Measure, version: Uuid) -> Option<Series> {
        let version = self.directory.versions.get(&version)?;
        let name = VersionName { questionnaire: version.code().clone(), number: version.number() };
        Some(Series { measure, version: name, title: version.title().clone() })
    }
}

/// One version under one measure.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub desk: &'a Desk<'a>,
    /// The campaigns in which it was asked.
    pub campaigns: &'a [&'a Campaign],
    pub measure: Measure,
}

impl Asked<'_> {
    /// Whether counts of a campaign or pool are those of the campaigns that are looked at.
    pub fn is_ours(&self, id: Uuid) -> bool {
        self.desk.directory.is_among(id, self.campaigns)
    }

    /// Whether they are of another version of the same questionnaire, under the same measure.
    pub fn is_of_another_version(&self, id: Uuid) -> bool {
        let directory = &self.desk.directory;
        let (Some(first), Some(pool)) = (self.campaigns.first(), directory.pool(id)) else { return false };
        let questionnaire = directory.versions.get(&pool.version_id).map(|version| version.code());
        pool.version_id != first.version_id && questionnaire == Some(&first.questionnaire) && pool.measure == self.measure
    }

    /// Whether counts have answers to another version, about a sector or at all.
    pub fn answered_in_another_version(&self, counts: &Counts, sector: Option<&Code>) -> bool {
        counts.keys().any(|(id, of, _)| self.is_of_another_version(*id) && self.is_about(of, sector))
    }

    /// In which modes people answered, about a sector or at all; nothing where the filter has one mode.
    pub fn modes(&self, counts: &Counts, sector: Option<&Code>) -> Modes {
        let mut modes = Modes::new();
        for ((id, of, mode), count) in counts {
            if self.desk.filter.mode.is_none() && self.is_about(of, sector) && self.is_ours(*id) {
                *modes.entry(mode.clone()).or_default() += u64::try_from(count.rated).unwrap_or_default();
            }
        }
        modes
    }

    fn is_about(&self, of: &str, sector: Option<&Code>) -> bool {
        sector.is_none_or(|sector| self.desk.directory.sectors.is_within(of, sector.as_str()))
    }
}
