using System.Globalization;
using System.Text;
using Soc.GrainInterfaces.Entities;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Grains.Entities;

/// <summary>A recent event as a sentence.</summary>
internal static class RecentWords
{
    public static RecentActivity Of(RecentItem item) => new(item.AtMs, item.Source.Text ?? "", Sentence(item), item.EventId.ToString());

    private static string Sentence(RecentItem item)
    {
        var text = new StringBuilder(What(item));
        text.Append(item.Status switch
        {
            EventStatus.Success => " succeeded",
            EventStatus.Failure => " failed",
            _ => "",
        });
        if (item.Ip.Text is { } ip)
        {
            text.Append(CultureInfo.InvariantCulture, $" from {ip}");
        }

        if (item.Country.Text is { } country)
        {
            text.Append(CultureInfo.InvariantCulture, $" ({(item.City.Text is { } city ? city + ", " : "")}{country})");
        }

        if (item.Egress is not (EgressClass.Unknown or EgressClass.Residential))
        {
            text.Append(CultureInfo.InvariantCulture, $", {item.Egress} network");
        }

        return text.ToString();
    }

    private static string What(RecentItem item) => (item.Class, item.ActivityId) switch
    {
        (EventClass.Authentication, Activity.Auth.Logoff) => "Sign-out",
        (EventClass.Authentication, _) => "Sign-in",
        (EventClass.TunnelActivity, Activity.Tunnel.Close) => "VPN session end",
        (EventClass.TunnelActivity, _) => "VPN session",
        (EventClass.AccountChange, _) => "Account change",
        (EventClass.GroupManagement, _) => "Group change",
        (EventClass.DetectionFinding, _) => "Alert of another product",
        (EventClass.NetworkActivity, _) => "Connection",
        (EventClass.HttpActivity, _) => "Web request",
        _ => item.Class.ToString(),
    };
}
