using Soc.Model.Incidents;
using Soc.Model.Policies;

namespace Soc.Detection.Correlation;

/// <summary>Fills in what follows from the signals of an incident: score, reading, words and the decision.</summary>
public static class Rendering
{
    /// <summary>The incident with everything derived made anew; id, version, verdict and status stay.</summary>
    /// <param name="continued">The closed incident that it continues, when that is still at hand.</param>
    public static Incident Render(Incident incident, Incident? continued, ClientPolicy policy, TimeZoneInfo zone)
    {
        var reading = IncidentReading.Of(incident.Signals);
        var score = Math.Round(reading.Apply(IncidentScore.Of(incident.Signals)), 1);
        var scored = incident with
        {
            Score = score,
            SuggestedVerdict = reading.Verdict,
            SuggestedReasons = reading.Reasons,
            Title = StoryWriter.TitleOf(incident),
        };
        scored = scored with { Escalation = IncidentEscalation.Decide(scored, reading, policy, zone) };
        return scored with { Story = StoryWriter.StoryOf(scored, continued, policy, zone) };
    }
}
