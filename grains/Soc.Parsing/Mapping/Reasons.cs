namespace Soc.Parsing.Mapping;

/// <summary>Why a record of the text formats is skipped or malformed; a closed set, since they are metric tags.</summary>
internal static class Reasons
{
    public const string Truncated = "truncated";
    public const string NotThisFormat = "not_this_format";
    public const string NoTime = "no_time";
    public const string SystemEvent = "system_event";
    public const string ConfigurationEvent = "configuration_event";
    public const string UnmappedType = "unmapped_type";
    public const string SessionStep = "session_step";
    public const string NoSecurityContent = "no_security_content";

    /// <summary>A further line of the message before it.</summary>
    public const string ContinuationLine = "continuation_line";
}
