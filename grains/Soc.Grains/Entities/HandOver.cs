namespace Soc.Grains.Entities;

/// <summary>What became of events that were handed to a live entity.</summary>
public enum HandOver
{
    /// <summary>The activation is ending: the entity's next activation must be called.</summary>
    Closed = 0,

    /// <summary>Applied, and nobody has to be told.</summary>
    Applied = 1,

    /// <summary>Applied, and there are signals to hand on.</summary>
    Raised = 2,

    /// <summary>Not given: it is another activation than the one that has the events before these.</summary>
    Refused = 3,
}
