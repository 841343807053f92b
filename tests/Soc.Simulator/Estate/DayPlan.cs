namespace Soc.Simulator.Estate;

/// <summary>Where somebody is on one day, and what is out of the ordinary about it.</summary>
/// <param name="Place">Where he works from.</param>
/// <param name="Ip">His address there.</param>
/// <param name="IsOffice">In the office: no VPN, no second factor for it.</param>
internal sealed record DayPlan(Place Place, string Ip, bool IsOffice)
{
    public bool MistypesPassword { get; init; }

    public bool IsOnTheMove { get; init; }

    public bool WorksLate { get; init; }

    /// <summary>Uses the laptop that replaced the first one.</summary>
    public bool HasNewLaptop { get; init; }
}
