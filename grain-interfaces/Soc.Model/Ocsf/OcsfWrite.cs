using System.Text.Json;

namespace Soc.Model.Ocsf;

/// <summary>Writes of values that may be missing.</summary>
internal static class OcsfWrite
{
    public static void Text(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void Flag(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } known)
        {
            writer.WriteBoolean(name, known);
        }
    }

    /// <summary>Nothing for false.</summary>
    public static void Mark(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool value)
    {
        if (value)
        {
            writer.WriteBoolean(name, true);
        }
    }

    /// <summary>Nothing for 0.</summary>
    public static void Number(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long value)
    {
        if (value != 0)
        {
            writer.WriteNumber(name, value);
        }
    }

    /// <summary>An object with the one attribute that makes it valid.</summary>
    public static void Placeholder(this Utf8JsonWriter writer, ReadOnlySpan<byte> name)
    {
        writer.WriteStartObject(name);
        writer.WriteString("name"u8, OcsfSchema.Placeholder);
        writer.WriteEndObject();
    }
}
