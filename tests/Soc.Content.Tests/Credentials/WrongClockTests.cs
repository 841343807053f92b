using Shouldly;
using Soc.Detection.SignIns;
using Soc.Model.Events;
using Xunit;

namespace Soc.Content.Tests.Credentials;

/// <summary>An event from far ahead would push everything else out of the windows: it is no sign-in.</summary>
public sealed class WrongClockTests
{
    private const long NowMs = 1_772_442_000_000;
    private const long YearMs = 365L * 86_400_000;

    [Theory]
    [InlineData(NowMs, SignInOutcome.CredentialFailure)]
    [InlineData(NowMs - (21L * 86_400_000), SignInOutcome.CredentialFailure)]
    [InlineData(NowMs + YearMs, SignInOutcome.None)]
    [InlineData(0, SignInOutcome.None)]
    public void IsReadByItsTime(long timeMs, SignInOutcome expected) =>
        SignIn.OutcomeOf(new SecurityEvent
        {
            Id = new EventId(1, 2),
            Client = "acme",
            Class = EventClass.Authentication,
            ActivityId = Activity.Auth.Logon,
            TimeMs = timeMs,
            ReceivedMs = NowMs,
            Source = "syslog",
            Status = EventStatus.Failure,
            Auth = new AuthSection { Failure = FailureKind.BadCredential },
        }).ShouldBe(expected);
}
