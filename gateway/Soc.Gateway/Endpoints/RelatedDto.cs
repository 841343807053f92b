namespace Soc.Gateway.Endpoints;

/// <summary>Incidents of other clients that are about the same thing outside.</summary>
/// <param name="Incidents">Those of clients that the caller may see, newest first.</param>
/// <param name="OtherClients">How many further clients have such incidents; their names are not this caller's to know.</param>
public sealed record RelatedDto(RelatedIncidentDto[] Incidents, int OtherClients)
{
    public static readonly RelatedDto None = new([], 0);
}
