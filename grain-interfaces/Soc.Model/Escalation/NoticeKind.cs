namespace Soc.Model.Escalation;

/// <summary>Why somebody hears of an incident.</summary>
public enum NoticeKind
{
    /// <summary>There is an incident.</summary>
    New = 0,
    /// <summary>Nobody has answered yet.</summary>
    Reminder = 1,
    /// <summary>It became worse, or something was done.</summary>
    Update = 2,
    /// <summary>It is over.</summary>
    Resolved = 3,
    /// <summary>Several incidents in one message, since there are too many to tell of each.</summary>
    Summary = 4,
    /// <summary>The morning's list.</summary>
    Digest = 5,
}
