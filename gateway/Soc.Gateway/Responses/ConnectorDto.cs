using Soc.GrainInterfaces.Response;
using Soc.Model.Response;

namespace Soc.Gateway.Responses;

/// <summary>A connector of a client, without its settings.</summary>
/// <param name="Name">As proposals name it.</param>
/// <param name="Kind">Id of its kind ("panos_tag").</param>
/// <param name="Title">The product.</param>
public sealed record ConnectorDto(string Name, string Kind, string Title, ConnectorActionDto[] Actions)
{
    public static ConnectorDto Of(ConnectorView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new(view.Name, view.Kind, view.Title, Array.ConvertAll(view.Actions, a => new ConnectorActionDto(ContainmentActions.NameOf(a.Action), a.IsReversible, a.EndsByItself)));
    }
}
