namespace Soc.Response.Escalation.Channels;

/// <summary>What became of a message.</summary>
public enum DeliveryKind
{
    /// <summary>The other side took it.</summary>
    Taken = 0,
    /// <summary>It did not get there; trying again makes sense.</summary>
    TryAgain = 1,
    /// <summary>The other side does not want it as it is: somebody must change a setting.</summary>
    Refused = 2,
}
