//! Questionnaires on paper: what poppler reads in the PDF, and the page, say each question and each option of each form, in order.

use shared::campaign::Campaign;
use shared::form::{FormDefinition, Numbered, Piece};

use crate::client::refusal;
use crate::office_files::read_pdf;
use crate::sample::{self, ID, TWO_TIERS};
use crate::served::Served;

/// Words without the blanks and the breaks between them, which a narrow column has where it likes.
fn pressed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What must be read on the paper, in order: each question with its number, each option with its digit.
fn expected(form: &FormDefinition) -> Vec<String> {
    fn of(form: &FormDefinition, pieces: &[Piece<'_>], said: &mut Vec<String>) {
        for piece in pieces {
            match piece {
                Piece::Head(text) | Piece::Note(text) => said.push(form.text(text, "vi").to_owned()),
                Piece::Asked(asked) => said.push(question(form, asked)),
                Piece::Judged(_, inner) => of(form, inner, said),
                Piece::Only(_) => {}
            }
        }
    }
    let mut said = Vec::new();
    of(form, &form.on_paper(), &mut said);
    said
}

fn question(form: &FormDefinition, asked: &Numbered<'_>) -> String {
    format!("Câu {}. {}", asked.number, form.text(&asked.question.label, "vi"))
}

/// The options of each question that has some, as they follow it where another scale stood before.
fn scales(form: &FormDefinition) -> Vec<(String, Vec<String>)> {
    fn of(form: &FormDefinition, pieces: &[Piece<'_>], said: &mut Vec<(String, Vec<String>)>) {
        for piece in pieces {
            match piece {
                Piece::Asked(asked) if !asked.options.is_empty() => {
                    let labels = asked.options.iter().enumerate();
                    let labels =
                        labels.map(|(nth, option)| format!("{} {}", nth + 1, form.text(&option.label, "vi")));
                    said.push((question(form, asked), labels.collect()));
                }
                Piece::Judged(_, inner) => of(form, inner, said),
                _ => {}
            }
        }
    }
    let mut said = Vec::new();
    of(form, &form.on_paper(), &mut said);
    said
}

/// Whether these stand in the text one after the other.
fn in_order(text: &str, parts: &[String]) -> Result<(), String> {
    let mut rest = text;
    for part in parts {
        let part = pressed(part);
        let at = rest.find(&part).ok_or_else(|| part.clone())?;
        rest = &rest[at + part.len()..];
    }
    Ok(())
}

async fn check(served: &Served, campaign: &Campaign) {
    let viewer = served.sign_in("viewer").await;
    let id = &campaign.settings.id;
    for row in &campaign.forms {
        let form = campaign.definition(&row.form).unwrap();
        let place = campaign.quotas.iter().find(|quota| quota.form == row.form).unwrap().place.clone();
        let path = format!("/api/campaigns/{id}/forms/{}/paper", row.form);
        let page = viewer.get(&format!("{path}.html?place={place}")).await;
        assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
        let page = page.text().await.unwrap();
        assert!(page.matches("class=\"box\"").count() > 1, "{}: boxes", row.form);
        let file = viewer.get(&format!("{path}.pdf?place={place}")).await;
        assert_eq!(file.headers()["content-type"], "application/pdf", "{id} {}", row.form);
        let file = file.bytes().await.unwrap();
        let Some(text) = read_pdf(&file, "pdftotext", &["-raw"]) else { return };
        // What stands below each page comes between.
        let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
        let code = |nth: usize| {
            let code = format!("Mẫu {}, phiên bản {} - Lô ………… - Phiếu số …………", row.form, form.version);
            (pressed(&code), pressed(&format!("Trang {nth}/{}", pages.len())))
        };
        let mut said = String::new();
        for (nth, page) in pages.iter().enumerate() {
            let (code, count) = code(nth + 1);
            let pressed = pressed(page);
            assert!(pressed.contains(&code) && pressed.contains(&count), "{} {}: {page}", row.form, nth + 1);
            said += &pressed.replace(&code, "").replace(&count, "");
        }
        let order = in_order(&said, &expected(form));
        assert_eq!(order, Ok(()), "{id} {}: {said}", row.form);
        let mut before = Vec::new();
        for (question, options) in scales(form) {
            let behind = said.split_once(&pressed(&question)).unwrap().1;
            // The options come at once, or where the question before was answered by the same, it says so.
            let number: usize = question.split(['.', ' ']).nth(1).unwrap().parse().unwrap();
            let next = behind.find(&pressed(&format!("Câu {}.", number + 1))).unwrap_or(behind.len());
            let here = &behind[..next];
            let as_before = options == before && here.contains(&pressed("các phương án như ở câu"));
            let stands = here.contains(&pressed(&options[0]));
            assert!(stands || as_before, "{id} {}: {question}: {here}", row.form);
            assert_eq!(in_order(&said, &options), Ok(()), "{id} {}: {question}", row.form);
            before = options;
        }
        for repeat in form.repeats() {
            let of_type = campaign.units.iter().filter(|it| it.unit_type == repeat.target.unit_type);
            let own = campaign.own_unit(&place, &repeat.target.unit_type);
            let rows: Vec<String> = match repeat.target.scope {
                shared::form::Scope::Own => own.iter().map(|unit| unit.name.vi.clone()).collect(),
                _ => of_type.map(|unit| unit.name.vi.clone()).collect(),
            };
            assert!(!rows.is_empty());
            assert_eq!(in_order(&said, &rows), Ok(()), "{id} {}: units", row.form);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_form_of_the_samples_is_printed_with_each_question_and_option() {
    let served = Served::start_whole(&[ID, TWO_TIERS]).await;
    check(&served, sample::campaign()).await;
    let (other, _) = server::package::read(&sample::folder(TWO_TIERS)).unwrap();
    check(&served, &other.unwrap()).await;
}

#[tokio::test]
async fn what_is_to_be_skipped_is_said_in_digits_and_the_language_can_be_chosen() {
    let served = Served::start().await;
    let viewer = served.sign_in("viewer").await;
    let text = async |query: &str| {
        let path = format!("/api/campaigns/{ID}/forms/P7/paper.html{query}");
        viewer.get(&path).await.text().await.unwrap()
    };
    let page = text("?place=01837").await;
    assert!(page.contains("Chỉ trả lời phần tiếp theo nếu ở câu"), "{page}");
    assert!(page.contains("Chỉ trả lời ở dòng của những đơn vị đã chọn ở câu"), "{page}");
    assert!(page.contains("Việc trả lời là tự nguyện"), "{page}");
    assert!(page.contains("counter(pages)") && page.contains("Trang"));
    let english = text("?language=en").await;
    assert!(
        english.contains("QUESTIONNAIRE") && english.contains("Answer what follows only if"),
        "{english}"
    );
    for (path, code) in
        [("P9/paper.pdf", "papers.no_form"), ("P7/paper.html?place=nowhere", "papers.no_place")]
    {
        let answer = viewer.get(&format!("/api/campaigns/{ID}/forms/{path}")).await;
        assert_eq!(refusal(answer).await, (404, code.to_owned()));
    }
}
