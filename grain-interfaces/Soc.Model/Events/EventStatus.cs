namespace Soc.Model.Events;

/// <summary>OCSF status_id of activity classes (not of findings).</summary>
public enum EventStatus
{
    Unknown = 0,
    Success = 1,
    Failure = 2,
    Other = 99,
}
