//! The interface as OpenAPI 3.1.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};
use shared::message::{Language, text};

use super::bodies::bodies;
use super::endpoint::Endpoint;
use crate::http::Access;

/// The whole of it. Each operation is text before the next is made: values take far more room.
#[derive(Serialize)]
pub struct Document {
    components: Value,
    info: Value,
    openapi: &'static str,
    /// By path and method.
    paths: BTreeMap<&'static str, BTreeMap<String, Box<RawValue>>>,
    servers: Value,
}

impl Document {
    /// Describes these routes.
    pub fn of(routes: &[Access], language: Language) -> Self {
        let mut paths = BTreeMap::<_, BTreeMap<_, _>>::new();
        for access in routes {
            let operation = operation(Endpoint { access: *access }, language);
            let operation = to_raw_value(&operation).expect("a value can be written");
            paths.entry(access.path).or_default().insert(access.method.to_lowercase(), operation);
        }
        let say = |key: &str| text(language, key, &[]);
        Self {
            components: json!({
                "securitySchemes": {
                    "token": { "type": "http", "scheme": "bearer", "description": say("api.token") },
                    "password": { "type": "http", "scheme": "basic", "description": say("api.password") },
                },
                "schemas": { "Problem": problem(), "FeedError": feed_error() },
            }),
            info: json!({
                "title": "Parindex",
                "version": env!("CARGO_PKG_VERSION"),
                "description": say("api.about"),
            }),
            openapi: "3.1.1",
            paths,
            servers: json!([{ "url": "/" }]),
        }
    }
}

fn operation(endpoint: Endpoint, language: Language) -> Value {
    let parameter = |name: &str, place: &str| {
        json!({
            "name": name,
            "in": place,
            "required": place == "path",
            "description": Endpoint::about(language, name),
            "schema": { "type": "string" },
        })
    };
    let in_path = endpoint.in_path().map(|name| parameter(name, "path"));
    let asked = endpoint.access.asks.iter().map(|name| parameter(name, "query"));
    let refused = match endpoint.is_feed() {
        true => json!({ "application/json": { "schema": { "$ref": "#/components/schemas/FeedError" } } }),
        false => {
            json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } })
        }
    };
    let bodies = bodies(&endpoint.access);
    let body = |schema: Option<Value>| schema.map_or_else(|| json!({}), |schema| json!({ "schema": schema }));
    let id = endpoint.name().replace(['.', '-'], "_");
    // An address with a slash at its end is another one.
    let id = if endpoint.access.path.ends_with('/') { format!("{id}_") } else { id };
    let mut operation = json!({
        "operationId": id,
        "tags": [endpoint.noun()],
        "summary": endpoint.summary(language),
        "description": text(language, "api.may", &[("who", &endpoint.who(language))]),
        "parameters": in_path.chain(asked).collect::<Vec<_>>(),
        "responses": {
            "2XX": { "description": text(language, "api.done", &[]), "content": { endpoint.gives(): body(bodies.gives) } },
            "default": { "description": text(language, "api.refused", &[]), "content": refused },
        },
        "security": security(endpoint),
    });
    if endpoint.takes_body() {
        let kind = match (endpoint.is_page(), endpoint.access.path) {
            (true, _) => "application/x-www-form-urlencoded",
            (false, path) if path.contains("/ballots") && !path.ends_with("/reviews") => {
                "application/octet-stream"
            }
            (false, "/api/packages") => "application/zip",
            (false, path) if path.ends_with("/upload") => "application/octet-stream",
            _ => "application/json",
        };
        operation["requestBody"] = json!({ "content": { kind: body(bodies.takes) } });
    }
    operation
}

fn security(endpoint: Endpoint) -> Value {
    match (endpoint.is_open(), endpoint.is_feed()) {
        (true, _) => json!([]),
        (_, true) => json!([{ "password": [] }, { "token": [] }]),
        _ => json!([{ "token": [] }]),
    }
}

/// The body of a refusal.
fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["type", "status", "title", "code"],
        "properties": {
            "type": { "const": "about:blank" },
            "status": { "type": "integer", "minimum": 400, "maximum": 599 },
            "title": { "type": "string" },
            "code": { "type": "string" },
            "params": { "type": "object", "additionalProperties": { "type": "string" } },
            "faults": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["at", "title", "code"],
                    "properties": {
                        "at": { "type": "object" },
                        "title": { "type": "string" },
                        "code": { "type": "string" },
                    },
                },
            },
        },
    })
}

/// The same as a feed says it.
fn feed_error() -> Value {
    json!({
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["code", "message"],
                "properties": { "code": { "type": "string" }, "message": { "type": "string" } },
            },
        },
    })
}
