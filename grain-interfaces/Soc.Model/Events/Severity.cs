namespace Soc.Model.Events;

/// <summary>OCSF severity_id.</summary>
public enum Severity
{
    Unknown = 0,
    Informational = 1,
    Low = 2,
    Medium = 3,
    High = 4,
    Critical = 5,
    Fatal = 6,
    Other = 99,
}
