using System.Globalization;
using System.Text;
using System.Text.Json;
using Soc.Model.Events;

namespace Soc.Model.Ocsf;

/// <summary>
/// Reads OCSF JSON, of any producer and version as far as the attributes have kept their names. A class that the engine does not know
/// becomes a Base event. What <see cref="OcsfWriter"/> wrote comes back without loss.
/// </summary>
public static class OcsfReader
{
    /// <summary>Values below are seconds, not milliseconds: some producers fill "time" so. As milliseconds it would be March 1973.</summary>
    private const long SecondsLimit = 100_000_000_000;

    /// <summary>Reads one event; null when the object has no class, with the reason in snake case.</summary>
    /// <param name="bytes">The object's own bytes: for the id of an event without one, and for <see cref="SecurityEvent.Raw"/>.</param>
    public static SecurityEvent? Read(JsonElement root, ReadOnlySpan<byte> bytes, in OcsfReadContext context, out string? reason)
    {
        reason = null;
        var classUid = root.Has("class_uid"u8) ? root.Int("class_uid"u8) : root.Int("type_uid"u8) / 100;
        if (root.ValueKind != JsonValueKind.Object || (classUid == 0 && !root.Has("class_uid"u8)))
        {
            reason = "ocsf_no_class";
            return null;
        }

        if (TimeMs(root, context) is not { } timeMs)
        {
            reason = "time_unreadable";
            return null;
        }

        var metadata = root.Child("metadata"u8);
        var extension = root.Child("unmapped"u8).Child("soc"u8);
        var isKnown = Enum.IsDefined((EventClass)classUid);
        var eventClass = isKnown ? (EventClass)classUid : EventClass.Base;
        var found = new SecurityEvent
        {
            Id = Id(metadata, bytes, context),
            Client = context.Client,
            Class = eventClass,
            ActivityId = isKnown ? root.Int("activity_id"u8) : Activity.Other,
            TimeMs = timeMs,
            ReceivedMs = context.ReceivedMs,
            Source = (context.IsOwn ? metadata.Text("log_provider"u8) : null) ?? context.Source,
            SourceKind = context.IsOwn ? metadata.Text("log_name"u8) : metadata.Child("product"u8).Text("name"u8) ?? metadata.Text("log_name"u8),
            Severity = Known<Severity>(root.Int("severity_id"u8), Severity.Other),
            Status = Status(root, extension, eventClass),
            StatusCode = root.Text("status_code"u8),
            Message = Short(root.Text("message"u8)),
            Reporter = metadata.Child("reporter"u8).Text("name"u8) ?? metadata.Child("reporter"u8).Text("hostname"u8) ?? (context.IsOwn ? null : metadata.Text("tenant_uid"u8)),
            Raw = context.IsOwn ? OwnRaw(root) : bytes[..Math.Min(bytes.Length, SecurityEvent.MaxRawBytes)].ToArray(),
            UserKey = context.IsOwn ? extension.Text("user_key"u8) : null,
        };
        return OcsfReadSections.Fill(found, root, extension);
    }

    private static EventId Id(JsonElement metadata, ReadOnlySpan<byte> bytes, in OcsfReadContext context)
    {
        var uid = metadata.Text("uid"u8);
        if (uid is null)
        {
            return EventId.FromContent(context.Client, context.Source, bytes);
        }

        if (context.IsOwn && EventId.TryParse(uid, out var own))
        {
            return own;
        }

        // Ids are unique within a product, no further.
        var product = metadata.Child("product"u8);
        return EventId.FromSourceId(context.Client, context.Source, Encoding.UTF8.GetBytes($"{product.Text("vendor_name"u8)}\u001f{product.Text("name"u8)}\u001f{uid}"));
    }

    // Absent: the fallback. There and unreadable: null.
    private static long? TimeMs(JsonElement root, in OcsfReadContext context)
    {
        foreach (var value in (ReadOnlySpan<JsonElement>)[root.Child("time"u8), root.Child("time_dt"u8), root.Child("start_time"u8)])
        {
            if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is > 0 and < 253_402_300_800_000)
            {
                return number < SecondsLimit ? (long)(number * 1000) : (long)number;
            }

            if (value.ValueKind == JsonValueKind.String
                && DateTimeOffset.TryParse(value.Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                && instant.ToUnixTimeMilliseconds() > 0)
            {
                return instant.ToUnixTimeMilliseconds();
            }
        }

        return root.Has("time"u8) || root.Has("time_dt"u8) ? null : context.FallbackTimeMs > 0 ? context.FallbackTimeMs : context.ReceivedMs;
    }

    private static EventStatus Status(JsonElement root, JsonElement extension, EventClass eventClass) =>
        Known<EventStatus>(OcsfSchema.IsFinding(eventClass) ? extension.Int("status_id"u8) : root.Int("status_id"u8), EventStatus.Other);

    private static T Known<T>(int value, T other)
        where T : struct, Enum =>
        Enum.IsDefined(typeof(T), value) ? (T)Enum.ToObject(typeof(T), value) : other;

    private static string? Short(string? message) => message is { Length: > 512 } ? message[..512] : message;

    private static byte[]? OwnRaw(JsonElement root)
    {
        var text = root.Child("raw_data"u8);
        return text.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(text.GetString()!) : null;
    }
}
