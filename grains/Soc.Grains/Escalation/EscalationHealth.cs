using Soc.GrainInterfaces.Clients;
using Soc.Model.Policies;
using Soc.Response.Escalation;
using Soc.Response.Escalation.Channels;

namespace Soc.Grains.Escalation;

/// <summary>What of telling people does not work, as this process knows it, in sentences that say what to do.</summary>
public sealed class EscalationHealth(NoticeChannels channels, EscalationSettings settings, IClientPolicies policies, TimeProvider time)
{
    /// <summary>Most clients that are named; they are enough to see what is wrong.</summary>
    public const int MaxNamed = 16;

    /// <summary>Most clients of which it is remembered that nobody answered a page.</summary>
    public const int MaxUnanswered = 256;

    // What was not tried again since may work by now.
    private static readonly TimeSpan BrokenFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan UnansweredFor = TimeSpan.FromHours(24);

    private readonly Lock _gate = new();

    // Bounded by the number of channels.
    private readonly Dictionary<string, (long At, string Reason)> _broken = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _unanswered = new(StringComparer.Ordinal);

    public IEnumerable<string> Problems
    {
        get
        {
            lock (_gate)
            {
                return
                [
                    .. _broken.Where(b => time.GetElapsedTime(b.Value.At) < BrokenFor)
                        .Select(b => $"Nobody can be reached by channel {b.Key}: {b.Value.Reason} Whoever is next in the contact chain is told instead."),
                    .. _unanswered.Where(u => time.GetElapsedTime(u.Value) < UnansweredFor).Take(MaxNamed)
                        .Select(u => $"Something at client {u.Key} has to be undone by hand, and nobody who could be told answered: look at its responses that are rollback_failed."),
                    .. policies.All.SelectMany(ProblemsOf).Take(MaxNamed),
                ];
            }
        }
    }

    /// <summary>A channel of this installation was used.</summary>
    public void Delivered(string channel, Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        lock (_gate)
        {
            if (delivery.Kind == DeliveryKind.Taken)
            {
                _broken.Remove(channel);
            }
            else
            {
                _broken[channel] = (time.GetTimestamp(), delivery.Reason);
            }
        }
    }

    /// <summary>Nobody answered a page.</summary>
    public void Unanswered(string client)
    {
        lock (_gate)
        {
            if (_unanswered.Count < MaxUnanswered || _unanswered.ContainsKey(client))
            {
                _unanswered[client] = time.GetTimestamp();
            }
        }
    }

    /// <summary>Somebody did.</summary>
    public void Answered(string client)
    {
        lock (_gate)
        {
            _unanswered.Remove(client);
        }
    }

    private IEnumerable<string> ProblemsOf(ClientPolicy policy)
    {
        var engagement = policy.Engagement;
        foreach (var name in engagement.Contacts.Select(c => c.Channel).Where(c => channels.Find(c) is null).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            yield return $"The contact chain of client {policy.Client} names the channel {name}, which this installation does not have: set it up (Soc:Escalation:Channels), or change the client's contacts.";
        }

        if (settings.OnCall.Length == 0 && string.Equals(engagement.WhenNobodyAnswers, NobodyAnswers.WakeOnCall, StringComparison.Ordinal))
        {
            yield return $"Client {policy.Client} agreed that the service's on-call is woken when nobody answers, and there is none: set up Soc:Escalation:OnCall.";
        }
    }
}
