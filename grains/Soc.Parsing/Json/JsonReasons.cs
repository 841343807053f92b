namespace Soc.Parsing.Json;

/// <summary>Reasons that all JSON sources share.</summary>
internal static class JsonReasons
{
    /// <summary>There is no JSON in the record.</summary>
    public const string Missing = "json_missing";

    /// <summary>It ends before its last bracket.</summary>
    public const string Truncated = "json_truncated";

    /// <summary>It breaks the grammar.</summary>
    public const string Invalid = "json_invalid";

    /// <summary>An element of a list is no object.</summary>
    public const string NotObject = "json_not_object";

    /// <summary>Good JSON without the attributes of this source.</summary>
    public const string UnknownShape = "json_unknown_shape";

    /// <summary>The event's time is there and cannot be read.</summary>
    public const string TimeUnreadable = "time_unreadable";

    /// <summary>A list without elements.</summary>
    public const string Empty = "empty";
}
