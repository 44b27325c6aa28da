//! Units where they lie, drawn on the server as SVG: each on a ground that says its step, with its number where there is room.

use leptos::prelude::*;

use crate::domain::map::draw;
use crate::domain::outline::Outline;
use crate::parts::escaping::TitleText;

/// The ground of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A step of the scale of shares, from 0 for the highest.
    Step(usize),
    /// Hatched: there is something, and it is hidden.
    Hidden,
    /// Empty: there is nothing.
    None,
}

impl Ground {
    fn class(self) -> String {
        match self {
            Self::Step(step) => format!("area heat-{step}"),
            Self::Hidden | Self::None => "area".to_owned(),
        }
    }
}

/// A unit of the map.
#[derive(Clone, Debug)]
pub struct Region {
    /// Where it lies.
    pub outline: Outline,
    /// Its ground.
    pub ground: Ground,
    /// The number that stands in it.
    pub number: Option<String>,
    /// What is said of it: its name and its figure.
    pub told: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// The map; nothing where no unit has an outline.
#[component]
pub fn UnitMap(
    id: &'static str,
    /// What it shows.
    title: String,
    regions: Vec<Region>,
) -> impl IntoView {
    let outlines: Vec<&Outline> = regions.iter().map(|region| &region.outline).collect();
    let map = draw(&outlines)?;
    let hatching = format!("{id}-hidden");
    // Numbers lie above all areas, so that no neighbour covers them.
    let mut numbers = Vec::new();
    let mut areas = Vec::new();
    for (region, area) in regions.into_iter().zip(map.areas) {
        let fill = (region.ground == Ground::Hidden).then(|| format!("url(#{hatching})"));
        let shape =
            view! { <path class=region.ground.class() fill=fill d=area.path><TitleText text=region.told.clone()/></path> };
        areas.push(match region.href {
            Some(href) => view! { <a href=href aria-label=region.told>{shape}</a> }.into_any(),
            None => shape.into_any(),
        });
        if let (Some((x, y)), Some(number)) = (area.middle, region.number) {
            numbers.push(view! { <text x=x y=y dy="0.35em" text-anchor="middle">{number}</text> });
        }
    }
    let titled = format!("{id}-t");
    Some(view! {
        <svg class="map" role="group" viewBox=format!("0 0 {} {}", map.width, map.height) aria-labelledby=titled.clone()>
            <title id=titled.clone()>{title}</title>
            <pattern id=hatching width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <path class="hatch" d="M0 0V10"/>
            </pattern>
            {areas}
            <g class="numbers" aria-hidden="true">{numbers}</g>
        </svg>
    })
}
