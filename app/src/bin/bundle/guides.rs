//! The guides of each role, and of who answers without one: pages below `/help`, made of Markdown and of pictures that the tour of the screens takes. Each is
//! kept without network where who holds the role works; the part of the app comes first.

mod markdown;
mod picture;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use app::Part;
use shared::message::{Language, text};
use shared::wire::Role;

use crate::dist::Dist;
use markdown::Guide;

/// What all guides share.
pub struct Looks<'a> {
    /// Where the styles of all screens stand.
    pub base: &'a str,
    /// The styles of guides.
    pub style: &'a str,
    /// Where the icon stands.
    pub icon: &'a str,
    /// Pictures may be missing, as one is before it is taken for the first time.
    pub drafts: bool,
}

/// Who answers by a code or on paper has no role; who hands these out has the guide at hand.
const RESPONDENT: (&str, Part) = ("respondent", Part::Office);

/// The part of the app in which a role works.
fn part_of(role: Role) -> Part {
    match role {
        Role::Interviewer => Part::Tablet,
        Role::Unit | Role::Head => Part::Desk,
        Role::Admin | Role::Viewer | Role::Appraiser | Role::Supervisor => Part::Office,
        Role::Clerk => Part::Keying,
    }
}

/// Adds the guides in each language, with their pictures, the three first steps of each alone, and the list of all.
pub fn add(dist: &mut Dist, folder: &Path, looks: &Looks<'_>) -> Result<()> {
    let frame = fs::read_to_string(folder.join("guide.html")).context("guide.html")?;
    let [style, ..] =
        Part::ALL.map(|part| dist.add_shown(part, "guide", "css", looks.style.as_bytes().to_vec()));
    let looks = &Looks { style: &style, ..*looks };
    for language in Language::ALL {
        let code = language.code();
        let mut list = String::new();
        for (name, part) in Role::ALL.map(|role| (role.code(), part_of(role))).into_iter().chain([RESPONDENT])
        {
            let file = folder.join(code).join(format!("{name}.md"));
            let written = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            let guide = Guide::read(&written, language, |name| {
                let file = folder.join("pictures").join(format!("{name}-{code}.png"));
                if looks.drafts && !file.exists() {
                    return Ok(None);
                }
                picture::add(dist, &file, part).map(Some)
            })
            .with_context(|| file.display().to_string())?;
            ensure!(guide.steps.matches("<li>").count() == 3, "{}: not three first steps", file.display());
            let at = format!("/help/{code}/{name}");
            list += &format!("<li><a href=\"{at}.html\">{}</a></li>\n", guide.title);
            let page = framed(&frame, looks, language, name, &guide.title, &guide.body);
            dist.add_guide(part, &format!("{at}.html"), page.into_bytes());
            dist.add_guide(part, &format!("{at}.steps.html"), guide.steps.into_bytes());
        }
        let title = text(language, "common.guides", &[]);
        let body = of_all(language, &list);
        let page = framed(&frame, looks, language, "", &title, &body);
        for part in Part::ALL {
            dist.add_guide(part, &format!("/help/{code}.html"), page.clone().into_bytes());
        }
    }
    Ok(())
}

/// The list of all, of which a device without network has its own role's alone.
fn of_all(language: Language, list: &str) -> String {
    let [title, away] = ["common.guides", "common.guides-away"].map(|key| text(language, key, &[]));
    format!("<h1>{title}</h1>\n<ul>\n{list}</ul>\n<p>{away}</p>\n")
}

/// A page in the frame of all; `role` is blank for the list.
fn framed(frame: &str, looks: &Looks<'_>, language: Language, role: &str, title: &str, body: &str) -> String {
    let other = if language == Language::Vi { Language::En } else { Language::Vi };
    let to = if role.is_empty() { String::new() } else { format!("/{role}") };
    [
        ("base", looks.base),
        ("style", looks.style),
        ("icon", looks.icon),
        ("lang", language.code()),
        ("title", title),
        ("all", &text(language, "common.guides", &[])),
        ("other", &format!("/help/{}{to}.html", other.code())),
        ("other-lang", other.code()),
        ("other-name", &text(other, "public.language", &[])),
        ("body", body),
    ]
    .iter()
    .fold(frame.to_owned(), |page, (name, value)| page.replace(&format!("{{{{{name}}}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_has_a_guide_in_each_language_with_three_steps_and_the_pictures_it_names() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("guides");
        let mut dist = Dist::default();
        let looks = Looks { base: "/b.css", style: ".guide{}", icon: "/i.svg", drafts: false };
        add(&mut dist, &folder, &looks).unwrap();
        let guides = dist.guides();
        for (part, role) in [
            ("tablet", "interviewer"),
            ("desk", "head"),
            ("office", "admin"),
            ("office", "respondent"),
            ("keying", "clerk"),
        ] {
            for language in ["vi", "en"] {
                let at = format!("/help/{language}");
                for page in
                    [format!("{at}.html"), format!("{at}/{role}.html"), format!("{at}/{role}.steps.html")]
                {
                    assert!(
                        guides[part].iter().any(|(path, _)| *path == page),
                        "{page} is kept by the {part}"
                    );
                }
            }
        }
        assert!(dist.listing().is_empty(), "no first load waits for a guide");
        let list = of_all(Language::Vi, "<li></li>");
        assert!(
            list.contains("<li></li>") && list.contains("cần có mạng"),
            "who finds another's missing is told why"
        );
    }
}
