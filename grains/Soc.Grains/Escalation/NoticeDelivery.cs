using System.Globalization;
using Soc.Grains.Hosting;
using Soc.Model.Escalation;
using Soc.Response.Escalation;
using Soc.Response.Escalation.Channels;

namespace Soc.Grains.Escalation;

/// <summary>Sends by the channels of the installation, bounded in time; whatever happens there is an outcome, is counted, and is seen in health.</summary>
public sealed class NoticeDelivery(NoticeChannels channels, EscalationTimes times, SiloInstruments instruments, EscalationHealth health, TimeProvider time)
{
    private const string NoKind = "unknown";

    /// <param name="channel">Name of the channel, as the contact chain has it.</param>
    public async Task<Delivery> SendAsync(string channel, Notice notice, CancellationToken cancellationToken)
    {
        var delivery = channels.Find(channel) is { } found
            ? await SendAsync(found, notice, cancellationToken)
            : new Delivery(DeliveryKind.Refused, $"This installation has no channel {channel}: set it up (Soc:Escalation:Channels), or change the client's contacts.");
        instruments.NoticeSent(channels.KindOf(channel) ?? NoKind, OutcomeOf(delivery.Kind));
        if (channels.KindOf(channel) is not null)
        {
            health.Delivered(channel, delivery);
        }

        return delivery;
    }

    private async Task<Delivery> SendAsync(INoticeChannel channel, Notice notice, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(times.SendMs), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // One that does not heed its token is not waited for either.
            return await channel.SendAsync(notice, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Delivery(DeliveryKind.TryAgain, string.Create(CultureInfo.InvariantCulture, $"No answer came within {times.SendMs / 1000.0:0.#} s."));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Channels do not throw; the words of one that does might have a secret in them.
            return new Delivery(DeliveryKind.TryAgain, $"The channel broke off ({e.GetType().Name}).");
        }
    }

    private static string OutcomeOf(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Taken => "taken",
        DeliveryKind.TryAgain => "again",
        _ => "refused",
    };
}
