//! The fields by which a sample is designed. Each stands with the word of the designs that use it, so that the style can put the others away.

use leptos::prelude::*;

use crate::domain::sample::column::Column;
use crate::domain::sample::form::{
    ACT, ALLOCATION, ALLOCATIONS, DEFF, DESIGN, DESIGNS, EACH, MARGIN, N, PER_STRATUM, PROPOSE, PSUS, RATE, SHARE, WAYS, WITHIN,
};
use crate::parts::fields::{SelectField, TextField, Typed};
use crate::parts::frame::use_words;
use crate::text::Words;

/// Which designs use a column.
const fn users(column: Column) -> &'static str {
    match column {
        Column::Reference | Column::Order => "",
        Column::Stratum => "only stratified two-stage",
        Column::Psu | Column::Size => "only two-stage",
        Column::Spread => "only stratified neyman",
        Column::Taken => "only stratified fixed",
    }
}

/// A choice of the column for each use.
#[component]
pub fn Columns(typed: Typed, columns: Vec<String>) -> impl IntoView {
    let words = use_words();
    let named = columns.into_iter().enumerate().map(|(number, name)| (number.to_string(), format!("{}. {name}", number + 1)));
    let named: Vec<(String, String)> = named.collect();
    let fields = Column::ALL.map(|column| {
        let mut options = named.clone();
        if column != Column::Reference {
            options.insert(0, (String::new(), words.t("frame-no-column")));
        }
        let hint = words.t(hint(column));
        view! {
            <div class=users(column)>
                <SelectField typed=typed.clone() name=column.field() label=words.t(column.key()) hint options/>
            </div>
        }
    });
    view! { <div class="columns">{fields.into_iter().collect_view()}</div> }.into_any()
}

const fn hint(column: Column) -> &'static str {
    match column {
        Column::Reference => "frame-reference-hint",
        Column::Stratum => "frame-stratum-hint",
        Column::Psu => "frame-psu-hint",
        Column::Size => "frame-size-hint",
        Column::Order => "frame-order-hint",
        Column::Spread => "frame-spread-hint",
        Column::Taken => "frame-taken-hint",
    }
}

fn options<const K: usize>(words: Words, known: [(&'static str, &'static str); K]) -> Vec<(String, String)> {
    known.map(|(value, key)| (value.to_owned(), words.t(key))).to_vec()
}

/// The design and its numbers.
#[component]
pub fn DesignFields(typed: Typed) -> impl IntoView {
    let words = use_words();
    let number = |class: &'static str, name: &'static str, label: &'static str, hint: &'static str| {
        view! {
            <div class=class>
                <TextField typed=typed.clone() name label=words.t(label) hint=words.t(hint) longest=6/>
            </div>
        }
    };
    view! {
        <div class="narrow">
            <SelectField
                typed=typed.clone()
                name=DESIGN
                label=words.t("sample-design-which")
                hint=words.t("sample-design-hint")
                options=options(words, DESIGNS)
            />
            <div class="only stratified">
                <SelectField
                    typed=typed.clone()
                    name=ALLOCATION
                    label=words.t("sample-allocation")
                    hint=words.t("sample-allocation-hint")
                    options=options(words, ALLOCATIONS)
                />
            </div>
            {number("only systematic stratified total", N, "sample-n", "sample-n-hint")}
            {number("only stratified fixed", PER_STRATUM, "sample-per-stratum", "sample-per-stratum-hint")}
            {number("only two-stage", PSUS, "sample-psus", "sample-psus-hint")}
            {number("only two-stage", EACH, "sample-each", "sample-each-hint")}
            <div class="only stratified two-stage">
                <SelectField
                    typed=typed.clone()
                    name=WITHIN
                    label=words.t("sample-within")
                    hint=words.t("sample-within-hint")
                    options=options(words, WAYS)
                />
            </div>
        </div>
    }
    .into_any()
}

/// How many to draw for a margin of error.
#[component]
pub fn Calculator(typed: Typed, proposed: Option<(u64, u64)>) -> impl IntoView {
    let words = use_words();
    let wrong = [SHARE, MARGIN, DEFF, RATE].iter().any(|name| typed.problem(name).is_some());
    let number = |name: &'static str, label: &'static str, hint: &'static str| {
        view! { <TextField typed=typed.clone() name label=words.t(label) hint=words.t(hint) longest=8/> }
    };
    let told = proposed.map(|(simple, asked)| {
        let values = [("simple", words.number(simple)), ("asked", words.number(asked))];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        view! { <p class="done" role="status">{words.with("size-proposed", &values)}</p> }
    });
    view! {
        {told}
        <details open=wrong>
            <summary>{words.t("size-title")}</summary>
            <p>{words.t("size-lead")}</p>
            <div class="columns">
                {number(SHARE, "size-share", "size-share-hint")}
                {number(MARGIN, "size-margin", "size-margin-hint")}
                {number(DEFF, "size-deff", "size-deff-hint")}
                {number(RATE, "size-rate", "size-rate-hint")}
            </div>
            <div class="actions"><button type="submit" name=ACT value=PROPOSE>{words.t("size-propose")}</button></div>
        </details>
    }
    .into_any()
}
