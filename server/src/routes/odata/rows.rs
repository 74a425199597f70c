//! `GET /odata/{campaign}/{set}?$filter=&$select=&$orderby=&$top=&$skip=&$count=&$skiptoken=`: rows of a set, with the address of the
//! page that follows; `{set}(KEY)` one row, `{set}(KEY)/{link}` where it leads, `{set}/$count` how many there are.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::export::{Detail, Key, Query, Set};
use shared::problem::Problem;

use super::asked::{Asked, encoded, json};
use super::metadata;
use crate::http::{Answer, At, Refusal};
use crate::service::export::Moment;
use crate::service::feed::{self, Behind, Rows, Table};

/// The set that describes the sets.
const METADATA: &str = "$metadata";

/// What is asked for, and where the rows of its ballots begin.
struct Reading {
    asked: Asked,
    campaign: String,
    moment: Moment,
    table: Table,
}

/// Rows of a set, or one row.
pub async fn handle(At((campaign, set)): At<(String, String)>, asked: Asked) -> Answer<Response> {
    // Written so in addresses by who encodes all signs.
    if set == METADATA {
        return metadata::handle(At(campaign), asked).await;
    }
    let (name, key) = Key::of_address(&set);
    let (reading, query, behind) = begin(asked, campaign, name).await?;
    let key = key.map(|key| Key::read(reading.table.set(), key)).transpose()?;
    match key {
        None => reading.rows(&set, query, behind).await,
        Some(key) => reading.one(&set, key, query).await,
    }
}

/// How many rows there are, or where one leads.
pub async fn part(At((campaign, set, part)): At<(String, String, String)>, asked: Asked) -> Answer<Response> {
    let (name, key) = Key::of_address(&set);
    match (key, &*part) {
        (None, "$count") => {
            let (reading, mut query, _) = begin(asked, campaign, name).await?;
            (query.count, query.top) = (true, Some(0));
            let (site, query) = (&reading.asked.server.site, Arc::new(query));
            let rows = feed::page(site, &reading.moment, &reading.table, &query, 0).await?;
            let count = rows.count.unwrap_or_default();
            Ok(([(header::CONTENT_TYPE, "text/plain;charset=utf-8")], count.to_string()).into_response())
        }
        (Some(key), link) => {
            let moment = asked.moment(campaign.clone(), None).await?;
            let from = asked.server.site.feeds.table(&moment.known, name, &asked.language(&moment))?;
            let key = Key::read(from.set(), key)?;
            let link =
                from.set().links.iter().find(|it| it.name == link).ok_or_else(|| absent(&part))?.clone();
            let number = key.first();
            let whole = Arc::new(Query::of(key.condition()));
            if feed::entity(&asked.server.site, &moment, &from, &whole, number).await?.page.met == 0 {
                return Err(no_row(&set));
            }
            let (reading, query, _) = begin(asked, campaign, &link.set).await?;
            match link.many {
                true => reading.of_ballot(&format!("{set}/{part}"), number, query).await,
                false => {
                    let key = Key::only(reading.table.set(), number);
                    reading.one(&set, key, query).await
                }
            }
        }
        (None, _) => Err(absent(&part)),
    }
}

fn absent(name: &str) -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, Problem::new("feed.set").with("name", name))
}

fn no_row(row: &str) -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, Problem::new("feed.row").with("row", row))
}

async fn begin(asked: Asked, campaign: String, name: &str) -> Answer<(Reading, Query, i64)> {
    let marked = asked.options.iter().find(|(name, _)| name.trim_start_matches('$') == "skiptoken");
    let no_mark = |mark: &str| {
        let problem = Problem::new("feed.value").with("name", "$skiptoken").with("value", mark);
        Refusal::new(StatusCode::BAD_REQUEST, problem)
    };
    let mark = |(_, mark): &(String, String)| mark.parse::<Behind>().map_err(|_| no_mark(mark));
    let behind = marked.map(mark).transpose()?;
    let moment = asked.moment(campaign.clone(), behind.map(|behind| behind.moment)).await?;
    if behind.is_some_and(|behind| behind.generation != moment.known.generation) {
        let problem = Problem::new("feed.moved").with("campaign", &campaign);
        return Err(Refusal::new(StatusCode::GONE, problem));
    }
    let table = asked.server.site.feeds.table(&moment.known, name, &asked.language(&moment))?;
    if let (Table::Fixed(..), Some((_, mark))) = (&table, marked) {
        return Err(no_mark(mark));
    }
    let query = Query::read(table.set(), &asked.options, &asked.accepted)?;
    if let Table::Answers(answers) = &table {
        query.in_order_of_key(&answers.set)?;
    }
    asked.begun(&moment, name, behind.is_some()).await?;
    Ok((Reading { asked, campaign, moment, table }, query, behind.map_or(0, |behind| behind.ballot.max(0))))
}

impl Reading {
    async fn rows(self, path: &str, query: Query, behind: i64) -> Answer<Response> {
        let query = Arc::new(query);
        let rows = feed::page(&self.asked.server.site, &self.moment, &self.table, &query, behind).await?;
        Ok(self.collection(path, &query, rows))
    }

    /// The rows of one ballot.
    async fn of_ballot(self, path: &str, number: i64, query: Query) -> Answer<Response> {
        let query = Arc::new(query);
        let rows = feed::entity(&self.asked.server.site, &self.moment, &self.table, &query, number).await?;
        Ok(self.collection(path, &query, rows))
    }

    /// The row that an address names.
    async fn one(self, address: &str, key: Key, mut query: Query) -> Answer<Response> {
        let number = key.first();
        query.filter = Some(key.condition());
        (query.top, query.skip, query.count) = (Some(1), 0, false);
        let (site, query) = (&self.asked.server.site, Arc::new(query));
        let rows = match &self.table {
            Table::Answers(_) => feed::entity(site, &self.moment, &self.table, &query, number).await?,
            Table::Fixed(..) => feed::page(site, &self.moment, &self.table, &query, 0).await?,
        };
        let row = rows.page.rows.strip_prefix('{').ok_or_else(|| no_row(address))?;
        let context = self.context(&query, "/$entity");
        // A row of which nothing was selected but what leads elsewhere is empty.
        let context = if row == "}" { context.trim_end_matches(',') } else { &context };
        Ok(json(format!("{{{context}{row}"), &query))
    }

    fn collection(&self, path: &str, query: &Query, rows: Rows) -> Response {
        let mut body = format!("{{{}", self.context(query, ""));
        if let Some(count) = rows.count {
            body.push_str(&format!("\"@odata.count\":{count},"));
        }
        body.push_str("\"value\":[");
        body.push_str(&rows.page.rows);
        body.push(']');
        if let Some(next) = rows.next {
            let options = query.next(&next.to_string(), rows.page.left, rows.page.skip);
            let options: Vec<String> =
                options.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
            let at = path.split('/').map(encoded).collect::<Vec<_>>().join("/");
            let next = format!("{}/{at}?{}", self.asked.base(&self.campaign), options.join("&"));
            body.push_str(&format!(",\"@odata.nextLink\":\"{next}\""));
        }
        body.push('}');
        json(body, query)
    }

    /// What the rows are of, where that is said.
    fn context(&self, query: &Query, end: &str) -> String {
        if query.detail == Detail::None {
            return String::new();
        }
        let set: &Set = self.table.set();
        let names = query.select.as_ref().filter(|places| !places.is_empty());
        let names = names.map_or_else(String::new, |places| {
            let names: Vec<String> =
                places.iter().map(|place| encoded(&set.properties[*place].name)).collect();
            format!("({})", names.join(","))
        });
        format!(
            "\"@odata.context\":\"{}/$metadata#{}{names}{end}\",",
            self.asked.base(&self.campaign),
            encoded(&set.name)
        )
    }
}
