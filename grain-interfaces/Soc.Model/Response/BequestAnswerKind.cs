namespace Soc.Model.Response;

/// <summary>Whether an operation takes over what another one did.</summary>
public enum BequestAnswerKind
{
    /// <summary>It is over, or being undone as well.</summary>
    Refused = 0,
    /// <summary>It has begun, and nobody knows yet whether it will be in force.</summary>
    Undecided = 1,
    /// <summary>It holds the target, and restores what was there before both.</summary>
    Taken = 2,
}
