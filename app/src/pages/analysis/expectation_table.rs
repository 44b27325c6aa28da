//! What people hope will be better, as a table with a bar for the strongest hope.

use leptos::prelude::*;

use crate::domain::expectations::Expectations;
use crate::parts::frame::use_words;

/// The table, with its heading and what it does not say.
#[component]
pub fn ExpectationTable(expectations: Expectations) -> impl IntoView {
    let words = use_words();
    let Expectations { title, options, items, needed } = expectations;
    let title = title.get(words.0).to_owned();
    let heads = options.iter().map(|option| view! { <th scope="col" class="number">{option.get(words.0).to_owned()}</th> });
    let heads = heads.collect_view();
    let columns = options.len() + 1;
    let rows = items
        .into_iter()
        .map(|item| {
            let cells = match item.percents {
                None => view! { <td colspan=columns>{words.t("expectations-too-few")}</td> }.into_any(),
                Some(percents) => {
                    let strongest = percents.first().copied().unwrap_or_default();
                    let shares =
                        percents.into_iter().map(|percent| view! { <td class="number">{words.target(percent.into())}</td> });
                    view! {
                        <td>
                            <svg class="answer-bar" aria-hidden="true" viewBox="0 0 200 13">
                                <rect class="step-4" width=2 * u16::from(strongest) height="13"/>
                            </svg>
                        </td>
                        {shares.collect_view()}
                    }
                    .into_any()
                }
            };
            view! { <tr><th scope="row">{item.text.get(words.0).to_owned()}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <section class="panel">
            <h2>{title.clone()}</h2>
            <p>{words.t("expectations-lead")}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=title>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.t("expectations-what")}</th>
                            <th scope="col"><span class="unseen">{words.t("expectations-bar")}</span></th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="hint">{words.with("expectations-method", &[("needed", &words.number(needed))])}</p>
        </section>
    }
}
