using Soc.Simulator.Estate;

namespace Soc.Simulator.Demo.Acting;

/// <summary>Who decides at a client, and who is told.</summary>
/// <param name="OnCall">First of the contact chain.</param>
/// <param name="Second">Told when the first does not answer.</param>
/// <param name="Decider">Holder of an API key who decides.</param>
internal sealed record Crew(Company Company, string OnCall, string Second, string Decider)
{
    /// <summary>Of the deciders' keys: may propose, agree and end.</summary>
    public const string Role = "responder";

    public static IReadOnlyList<Crew> All { get; } =
    [
        new(Company.Norvik, "Nora Feld (on-call)", "Omar Haddad (IT manager)", "Nora Feld"),
        new(Company.Atelier, "Jonas Keller (on-call)", "Mia Brandt (studio)", "Jonas Keller"),
        new(Company.Kanzlei, "Petra Amsel (partner)", "Urs Imhof (IT)", "Petra Amsel"),
    ];

    public static Crew Of(Company company) => All.First(c => c.Company == company);
}
