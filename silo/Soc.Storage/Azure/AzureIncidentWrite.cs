using Soc.Model.Incidents;

namespace Soc.Storage.Azure;

/// <summary>An incident to be stored, or a claim of a client when there is none.</summary>
internal sealed class AzureIncidentWrite(string client, long owner, Incident? incident, byte[] document)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Client { get; } = client;

    public long Owner { get; } = owner;

    public Incident? Incident { get; } = incident;

    public byte[] Document { get; } = document;

    /// <summary>What must not be twice in one change.</summary>
    public string Row => Incident is null ? AzureIncidentRows.Owner(Client) : AzureIncidentRows.Of(Incident.Id);

    public Task Done => _done.Task;

    public void Complete() => _done.TrySetResult();

    public void Fail(Exception reason) => _done.TrySetException(reason);
}
