using Soc.Simulator.Demo.Acting;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Stories;

/// <summary>A case from practice: what the logs say, and what must come out.</summary>
internal interface IStory
{
    /// <summary>Number in the list of stories.</summary>
    int Number { get; }

    string Title { get; }

    /// <summary>What must come out, in a few words.</summary>
    string Expected { get; }

    /// <summary>The people whose incidents on the story day are this story's.</summary>
    IReadOnlyList<Person> People => [];

    /// <summary>The machines whose incidents on the story day are this story's.</summary>
    IReadOnlyList<Machine> Machines => [];

    /// <summary>It cannot come out where the places of addresses are unknown.</summary>
    bool NeedsPlaces => false;

    /// <summary>Records that arrive in order of time with everything else.</summary>
    /// <param name="nowMs">Now, ms since the epoch.</param>
    /// <param name="storyDayMs">Midnight UTC of the day on which stories happen.</param>
    IEnumerable<RawRecord> Records(long nowMs, long storyDayMs);

    /// <summary>Records that arrive after everything else, though they happened long before.</summary>
    IEnumerable<RawRecord> LateRecords(long storyDayMs) => [];

    /// <summary>Records that happen while they are sent.</summary>
    IEnumerable<RawRecord> LiveRecords(long nowMs) => [];

    /// <summary>The story tells this person's day, so that ordinary life leaves it alone.</summary>
    bool TellsDayOf(Person person, long dayMs, long storyDayMs) => false;

    /// <summary>Addresses that are listed somewhere before the story begins.</summary>
    IEnumerable<Listing> Listings(long storyDayMs) => [];

    /// <summary>An incident of the story day belongs to this story.</summary>
    bool Tells(ApiIncident incident) => IsOfItsCast(incident);

    /// <summary>It is about the story's people or machines.</summary>
    sealed bool IsOfItsCast(ApiIncident incident) =>
        People.Any(p => string.Equals(p.Company.Client, incident.Client, StringComparison.Ordinal) && incident.Concerns("user", p.Upn))
        || Machines.Any(m => string.Equals(m.Company.Client, incident.Client, StringComparison.Ordinal) && incident.Concerns("device", m.Key));

    /// <summary>What people, firewalls and products do after the live records; all stories are acted out beside each other.</summary>
    Task ActAsync(Stage stage, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>It is acted out when all others were: it is about what they did.</summary>
    bool ActsLast => false;

    ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken);
}
