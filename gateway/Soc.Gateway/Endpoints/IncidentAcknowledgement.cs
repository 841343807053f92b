using Soc.GrainInterfaces.Escalation;
using Soc.Model.Incidents;

namespace Soc.Gateway.Endpoints;

/// <summary>What people's words about an incident mean for those who are told of it.</summary>
internal sealed partial class IncidentAcknowledgement(Func<EscalationKey, IEscalationGrain> grainOf, TimeProvider time, ILogger<IncidentAcknowledgement> logger)
{
    private const int Tries = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whoever was told hears that it is over. The verdict holds whether or not this succeeds.</summary>
    public async Task ResolveAsync(Incident incident, VerdictNote note, CancellationToken cancellationToken)
    {
        var why = $"{note.By} judged it: {Wire.Name(note.Verdict).Replace('_', ' ')}.";
        for (var tried = 1; tried <= Tries; tried++)
        {
            try
            {
                var escalation = grainOf(EscalationKey.Incident(incident.Client, incident.Id));
                await escalation.ResolveAsync(why, cancellationToken).AsTask().WaitAsync(Patience, time, cancellationToken);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogNotResolved(incident.Id, tried, e);
            }
        }
    }

    [LoggerMessage(EventId = 2241, Level = LogLevel.Warning, Message = "Whoever was told of {Incident} could not be told that it is over (attempt {Attempt})")]
    private partial void LogNotResolved(string incident, int attempt, Exception reason);
}
