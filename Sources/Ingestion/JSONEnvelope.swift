import Readers

/// A record without what pipelines wrap it in on the way from a vendor's API to a file: Airbyte and Singer messages,
/// search hits, MongoDB's extended JSON, and the `_fivetran_…` kind of marks.
func withoutEnvelope(_ object: JSONObject) -> JSONObject {
    for (mark, content) in envelopes where object[mark] != nil {
        guard let inner = object[content]?.object else { continue }
        var record = inner
        // The stream's name tells one kind of record from another.
        if let stream = object["stream"], record["stream"] == nil { record["stream"] = stream }
        return record
    }
    return object
}

/// A member that only the wrapping has, and the one that holds the record.
private let envelopes = [
    ("emitted_at", "data"), ("_airbyte_emitted_at", "_airbyte_data"), ("_airbyte_extracted_at", "_airbyte_data"),
    ("stream", "record"), ("_index", "_source"),
]
