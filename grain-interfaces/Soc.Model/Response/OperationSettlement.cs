namespace Soc.Model.Response;

/// <summary>How an operation that is over counts in its client's limits.</summary>
public enum OperationSettlement
{
    Unknown = 0,
    /// <summary>Nothing was done: what it took of the limits is given back.</summary>
    NothingDone = 1,
    /// <summary>It was done, and ended as it should.</summary>
    Ended = 2,
    /// <summary>It was done, and a person said that it was wrong.</summary>
    Undone = 3,
}
