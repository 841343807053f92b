using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Soc.Model.Events;

namespace Soc.Model.Ocsf;

/// <summary>
/// Writes events as OCSF 1.8.0 JSON. Every attribute that the class requires is there, with the word "Unknown" where the event
/// has no value; what OCSF has no place for is in unmapped.soc. <see cref="OcsfReader"/> reads it back without loss.
/// </summary>
public static class OcsfWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The event as one line of UTF-8 JSON.</summary>
    public static byte[] ToUtf8(SecurityEvent e, OcsfProduct? product = null)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, Options);
        Write(writer, e, product);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the event as one object.</summary>
    /// <param name="product">metadata.product; by the event's source when null.</param>
    public static void Write(Utf8JsonWriter writer, SecurityEvent e, OcsfProduct? product = null)
    {
        writer.WriteStartObject();
        writer.WriteNumber("activity_id"u8, e.ActivityId);
        writer.WriteNumber("category_uid"u8, e.CategoryUid);
        writer.WriteString("category_name"u8, OcsfSchema.CategoryName(e.Class));
        writer.WriteNumber("class_uid"u8, (int)e.Class);
        writer.WriteString("class_name"u8, OcsfSchema.ClassName(e.Class));
        writer.WriteNumber("type_uid"u8, e.TypeUid);
        writer.WriteNumber("time"u8, e.TimeMs);
        writer.WriteNumber("severity_id"u8, (int)e.Severity);
        writer.WriteString("severity"u8, e.Severity.ToString());
        WriteStatus(writer, e);
        writer.Text("status_code"u8, e.StatusCode);
        writer.Text("message"u8, e.Message);
        WriteMetadata(writer, e, product ?? OcsfProduct.For(e.Source));
        OcsfSections.Write(writer, e);
        OcsfExtension.Write(writer, e);
        if (e.Raw is not null)
        {
            writer.WriteString("raw_data"u8, Encoding.UTF8.GetString(e.Raw));
        }

        writer.WriteEndObject();
    }

    // status_id of a finding is its state of work, not success or failure.
    private static void WriteStatus(Utf8JsonWriter writer, SecurityEvent e)
    {
        var isFinding = OcsfSchema.IsFinding(e.Class);
        writer.WriteNumber("status_id"u8, isFinding ? 1 : (int)e.Status);
        writer.WriteString("status"u8, isFinding ? "New" : OcsfSchema.StatusName(e.Status));
    }

    private static void WriteMetadata(Utf8JsonWriter writer, SecurityEvent e, OcsfProduct product)
    {
        writer.WriteStartObject("metadata"u8);
        writer.WriteString("version"u8, OcsfSchema.Version);
        writer.WriteStartObject("product"u8);
        writer.WriteString("vendor_name"u8, product.Vendor);
        writer.WriteString("name"u8, product.Name);
        writer.WriteEndObject();
        writer.WriteString("uid"u8, e.Id.ToString());
        writer.WriteString("log_provider"u8, e.Source);
        writer.Text("log_name"u8, e.SourceKind);
        writer.WriteNumber("logged_time"u8, e.ReceivedMs);
        if (e.Reporter is not null)
        {
            writer.WriteStartObject("reporter"u8);
            writer.WriteString("name"u8, e.Reporter);
            writer.WriteEndObject();
        }

        writer.WriteStartArray("profiles"u8);
        if (e.Device is not null || e.Actor is not null || (e.User is not null && !OcsfSchema.HasUser(e.Class)))
        {
            writer.WriteStringValue("host"u8);
        }

        if ((OcsfSchema.IsNetwork(e.Class) && (e.Traffic?.Action ?? e.Traffic?.Rule) is not null) || (OcsfSchema.IsFinding(e.Class) && e.Finding is { ActionId: not 0 }))
        {
            writer.WriteStringValue("security_control"u8);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
