using Soc.Gateway.Endpoints;
using Soc.Model.Response;

namespace Soc.Gateway.Responses;

/// <summary>Who did or said something.</summary>
/// <param name="Name">Name or id of his credential; "engine" for the engine itself.</param>
/// <param name="Role">"engine", "analyst", "responder", "client_viewer", "admin" or "agent".</param>
public sealed record ResponseActorDto(string Name, string Role)
{
    public static ResponseActorDto Of(ResponseActor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return new(actor.Name, Wire.Name(actor.Role));
    }
}
