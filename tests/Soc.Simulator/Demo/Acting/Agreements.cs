using Soc.Simulator.Demo.Products;
using Soc.Simulator.Estate;

namespace Soc.Simulator.Demo.Acting;

/// <summary>What each client agreed to, as the API takes it.</summary>
internal static class Agreements
{
    /// <summary>Limit of what is to be seen ending by itself.</summary>
    public const int BriefMinutes = 1;

    /// <summary>Nobody touches it, whatever is found: a partner's server, through which the studio prints.</summary>
    public const string ProtectedAddress = "198.51.100.20";

    private const int BlockMinutes = 60;
    private const int LockMinutes = 480;
    private const int IsolateMinutes = 240;
    private const int AnswerMinutes = 15;
    private const double GraveFrom = 90;
    private const double ClearFrom = 70;

    /// <param name="digestAt">Time of day of the digest in the client's zone, HH:mm.</param>
    public static object Of(Company company, string digestAt = "09:00")
    {
        var crew = Crew.Of(company);
        return new
        {
            rules = RulesOf(company),
            engagement = new
            {
                contacts = new[]
                {
                    new { who = crew.OnCall, channel = DemoProducts.Channel, acknowledgeMinutes = AnswerMinutes },
                    new { who = crew.Second, channel = DemoProducts.Channel, acknowledgeMinutes = AnswerMinutes },
                },
                digestAt,
            },
        };
    }

    private static object[] RulesOf(Company company) =>
        company == Company.Norvik ?
        [
            new { id = "block-outside", action = "block_address", mode = "act_and_wake", minScore = GraveFrom, maxMinutes = BlockMinutes },
            new { id = "lock-user", action = "disable_user", mode = "act_then_tell", minScore = GraveFrom, maxMinutes = LockMinutes },
        ]
        : company == Company.Atelier ?
        [
            new { id = "cut-off", action = "isolate_device", mode = "act_and_wake", minScore = GraveFrom, maxMinutes = IsolateMinutes },
            new { id = "ban-outside", action = "block_address", mode = "act_then_tell", minScore = ClearFrom, maxMinutes = BriefMinutes },
        ]
        :
        [
            // Of an address that a user came from; a machine that misbehaves is for the morning.
            new { id = "ask-first", action = "block_address", mode = "ask", minScore = ClearFrom, maxMinutes = BlockMinutes, assetClasses = (string[])["user"] },
        ];
}
