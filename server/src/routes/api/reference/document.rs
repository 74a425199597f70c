//! The interface as OpenAPI 3.1.

use serde_json::{Map, Value, json};
use shared::message::{Language, text};

use super::bodies::bodies;
use super::endpoint::Endpoint;
use crate::http::Access;

/// Describes these routes.
pub fn document(routes: &[Access], language: Language) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for access in routes {
        let endpoint = Endpoint { access: *access };
        let path = paths.entry(access.path).or_insert_with(|| json!({}));
        path[access.method.to_lowercase()] = operation(endpoint, language);
    }
    let say = |key: &str| text(language, key, &[]);
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "Parindex",
            "version": env!("CARGO_PKG_VERSION"),
            "description": say("api.about"),
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer", "description": say("api.token") },
                "password": { "type": "http", "scheme": "basic", "description": say("api.password") },
            },
            "schemas": { "Problem": problem(), "FeedError": feed_error() },
        },
    })
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
