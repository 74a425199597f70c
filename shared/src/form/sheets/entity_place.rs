//! Which group or repeat an entity stands in: as deep as the answers that it takes, and none beside another.

use std::collections::BTreeSet;

use super::entity::{Container, Entities, Entity, Link, Places};
use super::item::{Deed, Item, NEW_REPEAT, Shape};
use crate::problem::Problem;
use crate::sheet::Faults;

type Path = Vec<Container>;

/// Where an entity wants to stand.
struct Wish<'a> {
    scope: Path,
    entity: &'a Entity,
    path: Path,
    saved: BTreeSet<Path>,
}

/// Puts each entity into the tree; gives the version of entities that the form needs.
pub(super) fn place(
    entities: &Entities,
    form: &mut Item,
    survey: &super::grid::Grid,
    faults: &mut Faults,
) -> Option<&'static str> {
    if entities.all.is_empty() {
        return None;
    }
    let places = places(entities, survey, faults);
    let root = vec![Container { name: "survey".to_owned(), shape: Shape::Survey }];
    put(form, &root, &places, entities, false);
    let deep = places.keys().any(|path| path.iter().any(|it| it.shape == Shape::Repeat));
    Some(if entities.all.len() > 1 || deep { "2025.1.0" } else { "2024.1.0" })
}

fn put(item: &mut Item, path: &[Container], places: &Places, entities: &Entities, mut repeated: bool) {
    if let Some(dataset) = places.get(path)
        && let Some(entity) = entities.all.iter().find(|entity| entity.dataset == *dataset)
    {
        let mut declared = entity.item.clone();
        for own in declared.children.iter_mut().filter(|it| repeated && it.name == "id") {
            if let [deed] = &own.actions[..] {
                let again = Deed::new(deed.tag, NEW_REPEAT).giving(&deed.value);
                own.actions.push(again);
            }
        }
        item.children.push(Item::meta(vec![declared]));
    }
    for child in &mut item.children {
        if matches!(child.shape, Shape::Group | Shape::Repeat) {
            repeated |= child.shape == Shape::Repeat;
            let mut path = path.to_vec();
            path.push(Container { name: child.name.clone(), shape: child.shape });
            if places.keys().any(|place| place.starts_with(&path)) {
                put(child, &path, places, entities, repeated);
            }
        }
    }
}

/// The path down to the nearest repeat, or the form.
fn scope(path: &[Container]) -> Path {
    let end = path.iter().rposition(|it| matches!(it.shape, Shape::Repeat | Shape::Survey)).unwrap_or(0);
    path[..=end.min(path.len().saturating_sub(1))].to_vec()
}

fn repeats(path: &[Container]) -> usize {
    path.iter().filter(|it| it.shape == Shape::Repeat).count()
}

/// How many groups lie between a path's end and its scope.
fn below(path: &[Container]) -> usize {
    path.len() - scope(path).len()
}

fn places(entities: &Entities, survey: &super::grid::Grid, faults: &mut Faults) -> Places {
    let root: Path = vec![Container { name: "survey".to_owned(), shape: Shape::Survey }];
    let mut scopes: Vec<(Path, Vec<Wish>)> = Vec::new();
    let mut ordered: Vec<&Entity> = entities.all.iter().filter(|it| !it.links.is_empty()).collect();
    ordered.sort_by_key(|it| it.links[0].row);
    ordered.extend(entities.all.iter().filter(|it| it.links.is_empty()));
    for entity in ordered {
        let wish = if entity.links.is_empty() {
            Wish { scope: root.clone(), entity, path: root.clone(), saved: BTreeSet::new() }
        } else {
            wish(entity, entities, survey, faults)
        };
        match scopes.iter_mut().find(|(scope, _)| *scope == wish.scope) {
            Some((_, wishes)) => wishes.push(wish),
            None => scopes.push((wish.scope.clone(), vec![wish])),
        }
    }
    if let [(scope, wishes)] = &scopes[..]
        && *scope == root
        && let [only] = &wishes[..]
    {
        return [(root, only.entity.dataset.clone())].into();
    }
    let (mut places, mut reserved) = (Places::new(), Places::new());
    for (scope, mut wishes) in scopes {
        wishes.sort_by_key(|wish| wish.entity.row);
        for wish in wishes {
            if !settle(&wish, scope.len(), &mut places, &mut reserved)
                && let Some(grid) = entities.grid
            {
                let problem = Problem::new("xlsform.entity_place").with("value", &wish.entity.dataset);
                faults.note(grid.at(wish.entity.row, &["dataset"]), problem);
            }
        }
    }
    places
}

/// Takes the lowest free place, up to the scope.
fn settle(wish: &Wish, least: usize, places: &mut Places, reserved: &mut Places) -> bool {
    for depth in (least..=wish.path.len()).rev() {
        let here = wish.path[..depth].to_vec();
        if places.contains_key(&here) || reserved.contains_key(&here) {
            if wish.saved.iter().next().is_some_and(|path| reserved.contains_key(path)) {
                return false;
            }
            continue;
        }
        let dataset = &wish.entity.dataset;
        places.insert(here.clone(), dataset.clone());
        reserved.insert(here.clone(), dataset.clone());
        for saved in &wish.saved {
            for depth in here.len()..=saved.len() {
                reserved.insert(saved[..depth].to_vec(), dataset.clone());
            }
        }
        return true;
    }
    false
}

/// As deep as its deepest answer, and above all that it saves.
fn wish<'a>(
    entity: &'a Entity,
    entities: &Entities,
    survey: &super::grid::Grid,
    faults: &mut Faults,
) -> Wish<'a> {
    let rank = |path: &Path| (repeats(path), below(path));
    let first_deepest = |links: &mut dyn Iterator<Item = &'a Link>| {
        links.fold(None::<&Link>, |best, link| match best {
            Some(best) if rank(&link.path) <= rank(&best.path) => Some(best),
            _ => Some(link),
        })
    };
    let deepest = first_deepest(&mut entity.links.iter());
    let saving = first_deepest(&mut entity.links.iter().filter(|link| link.property.is_some()));
    let deepest_scope = deepest.map(|link| scope(&link.path)).unwrap_or_default();
    let saved: BTreeSet<Path> =
        entity.links.iter().filter(|link| link.property.is_some()).map(|link| link.path.clone()).collect();
    let mut path = saving.or(deepest).map(|link| link.path.clone()).unwrap_or_default();
    if let (Some(saving), Some(first)) = (saving, saved.first()) {
        let least = saved.iter().map(Vec::len).min().unwrap_or(0);
        let shared = (0..least).take_while(|i| saved.iter().all(|path| path[*i] == first[*i])).count();
        let common = first[..shared].to_vec();
        let own = scope(&saving.path);
        path = if saved.len() == 1 || rank(&common) > rank(&own) { common } else { own };
    }
    let wished = scope(&path);
    for link in &entity.links {
        let here = scope(&link.path);
        let apart = !deepest_scope.starts_with(&here);
        let unsaved = link.property.is_some() && wished != here;
        if apart || unsaved {
            let problem = Problem::new("xlsform.entity_scope")
                .with("value", &entity.dataset)
                .with("question", &link.question);
            let at = match (link.property.is_some(), entities.grid) {
                (false, Some(grid)) => grid.at(entity.row, &["dataset"]),
                _ => survey.at(link.row, &["bind", "entities:saveto"]),
            };
            faults.note(at, problem);
        }
    }
    Wish { scope: deepest_scope, entity, path, saved }
}
