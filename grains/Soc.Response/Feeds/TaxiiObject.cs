using System.Text.Json;

namespace Soc.Response.Feeds;

/// <summary>An object of the collection before it is written.</summary>
internal sealed record TaxiiObject(string Id, long Version, long AddedMs, Action<Utf8JsonWriter> Write);
