//! Files beside a form, CSV, XML and GeoJSON, as the data that its expressions look things up in.

use serde_json::{Map, Value};

use super::model::{Form, Node};
use super::xform;
use super::xpath::number_text;
use crate::problem::Problem;
use crate::sheet::csv;

impl Form {
    /// The names of the files that it looks things up in and does not hold yet, each once.
    pub fn wanted(&self) -> Vec<String> {
        let waiting = self.instances.iter().filter(|one| one.root.is_none());
        let mut names: Vec<String> = waiting.filter_map(|one| file_name(one.src.as_deref()?)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Gives it a file under its name, told by its ending to be CSV, GeoJSON or else XML.
    pub fn hold(&mut self, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        let text = csv::decoded(bytes)?;
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let root = match ending.as_str() {
            "csv" => table(&text)?,
            "geojson" => features(&text)?,
            _ => xform::document(&text)?,
        };
        let its = |src: &Option<String>| src.as_deref().and_then(file_name).as_deref() == Some(name);
        for one in self.instances.iter_mut().filter(|one| one.root.is_none() && its(&one.src)) {
            one.root = Some(root.clone());
        }
        Ok(())
    }
}

/// The name in `jr://file-csv/villages.csv`; what the device knows itself, such as the last record, is no file.
fn file_name(src: &str) -> Option<String> {
    let (folder, name) = src.strip_prefix("jr://")?.split_once('/')?;
    (folder != "instance" && !name.is_empty()).then(|| name.to_owned())
}

fn root(children: Vec<Node>) -> Node {
    Node { children, ..Node::new("root") }
}

fn item(children: Vec<Node>) -> Node {
    Node { children, ..Node::new("item") }
}

/// Whether an expression could name it; a column that none can is left out.
fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|one| one.is_alphanumeric() || matches!(one, '_' | '-' | '.'))
}

fn table(text: &str) -> Result<Node, Problem> {
    let mut rows = csv::rows(text)?.into_iter();
    let heads = rows.next().map(|(_, row)| row).unwrap_or_default();
    let one = |(line, row): (u32, Vec<String>)| {
        // A comma that is not quoted moves all that follows it.
        if let Some(value) = row.iter().skip(heads.len()).find(|cell| !cell.is_empty()) {
            return Err(Problem::new("csv.cell_left_over").with("line", line).with("value", value));
        }
        let cells = heads.iter().zip(row.into_iter().chain(std::iter::repeat(String::new())));
        let named = cells.filter(|(head, _)| is_name(head));
        Ok(item(named.map(|(head, cell)| Node::new(head).holding(cell)).collect()))
    };
    Ok(root(rows.map(one).collect::<Result<_, _>>()?))
}

fn features(text: &str) -> Result<Node, Problem> {
    let json: Value = serde_json::from_str(text)
        .map_err(|error| Problem::new("form.no_geojson").with("line", error.line()))?;
    let all = json["features"].as_array().ok_or_else(|| Problem::new("form.no_geojson").with("line", 1))?;
    let one = |feature: &Value| {
        let none = Map::new();
        let said = feature["properties"].as_object().unwrap_or(&none);
        let mut children = vec![Node::new("geometry").holding(places(&feature["geometry"]))];
        let own = feature.get("id").filter(|_| !said.contains_key("id"));
        children.extend(own.map(|id| Node::new("id").holding(plain(id))));
        let named = said.iter().filter(|(name, _)| is_name(name) && *name != "geometry");
        children.extend(named.map(|(name, value)| Node::new(name).holding(plain(value))));
        item(children)
    };
    Ok(root(all.iter().map(one).collect()))
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A point, a line or the edge of an area as answers write it: `latitude longitude altitude accuracy`, with `;` between.
fn places(geometry: &Value) -> String {
    let at = &geometry["coordinates"];
    let all: &[Value] = match geometry["type"].as_str() {
        Some("Point") => std::slice::from_ref(at),
        Some("LineString") => at.as_array().map_or(&[], Vec::as_slice),
        Some("Polygon") => at[0].as_array().map_or(&[], Vec::as_slice),
        _ => &[],
    };
    let place = |one: &Value| {
        let number = |at: usize| number_text(one[at].as_f64().unwrap_or_default());
        format!("{} {} 0 0", number(1), number(0))
    };
    all.iter().map(place).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::model::Instance;

    fn form(src: &str) -> Form {
        let instance = Instance { id: "l".to_owned(), src: Some(src.to_owned()), root: None };
        Form { instances: vec![instance], ..Form::default() }
    }

    fn held(name: &str, bytes: &[u8]) -> Result<Vec<Vec<(String, String)>>, Problem> {
        let mut form = form(&format!("jr://file/{name}"));
        assert_eq!(form.wanted(), [name]);
        form.hold(name, bytes)?;
        assert_eq!(form.wanted(), [""; 0]);
        let pair = |node: &Node| (node.name.clone(), node.text.clone());
        let root = form.instances.remove(0).root.unwrap();
        Ok(root.children.iter().map(|item| item.children.iter().map(pair).collect()).collect())
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_file_of_each_kind_is_a_list_of_items() {
        let csv = "\u{feff}name,label,no name\r\nx,\"Xã, một\",1\ny\n".as_bytes();
        let first = pairs(&[("name", "x"), ("label", "Xã, một")]);
        assert_eq!(held("a.csv", csv).unwrap(), [first, pairs(&[("name", "y"), ("label", "")])]);
        let xml = b"<root><item><name>x</name><label>X</label></item></root>";
        assert_eq!(held("a.xml", xml).unwrap(), [pairs(&[("name", "x"), ("label", "X")])]);
        let json = br#"{"type": "FeatureCollection", "features": [
            {"type": "Feature", "id": 7, "geometry": {"type": "Point", "coordinates": [105.8, 21.5]}, "properties": {"n": true}},
            {"geometry": {"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 2]]]}, "properties": {"id": "p"}}]}"#;
        let point = pairs(&[("geometry", "21.5 105.8 0 0"), ("id", "7"), ("n", "true")]);
        let area = pairs(&[("geometry", "2 1 0 0;4 3 0 0;2 1 0 0"), ("id", "p")]);
        assert_eq!(held("a.geojson", json).unwrap(), [point, area]);
    }

    #[test]
    fn what_is_no_such_file_is_told() {
        assert_eq!(held("a.geojson", b"{\n\"features\": 1}").unwrap_err().code, "form.no_geojson");
        let moved = held("a.csv", "name,label\nx,X,\ny,Xã, hai\n".as_bytes()).unwrap_err();
        assert_eq!((&*moved.code, &*moved.params["line"]), ("csv.cell_left_over", "3"));
        assert_eq!(held("a.geojson", b"[\n1").unwrap_err().params["line"], "2");
        assert_eq!(held("a.csv", &[0xff, 0xff]).unwrap_err().code, "csv.encoding");
        assert!(held("a.xml", b"<root>").is_err());
    }

    #[test]
    fn the_last_record_is_no_file() {
        assert_eq!(form("jr://instance/last-saved").wanted(), [""; 0]);
    }
}
