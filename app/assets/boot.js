import init from "{{glue}}";
init({ module_or_path: new URL("{{wasm}}", import.meta.url) });
