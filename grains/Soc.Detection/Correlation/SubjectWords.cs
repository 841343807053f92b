using System.Globalization;
using Soc.Detection.Baseline;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>The values of a subject that the client's normality is kept of, each with the words for "did so".</summary>
internal static class SubjectWords
{
    public static IEnumerable<(string Kind, string Value, string Words)> Of(SignalSubject subject)
    {
        if (subject.Country is { Length: > 0 } country)
        {
            yield return (ProfileKinds.Country, country, $"signed in from {CountryNames.Of(country)}");
        }

        if (subject.Asn > 0)
        {
            yield return (ProfileKinds.Asn, ProfileKinds.Value(subject.Asn), string.Create(CultureInfo.InvariantCulture, $"came from this network (AS{subject.Asn})"));
        }

        if (subject.Service is { Length: > 0 } service)
        {
            yield return (ProfileKinds.Service, service, $"used {service}");
        }

        if (subject.HourOfWeek is >= 0 and < 168)
        {
            var (day, hour) = (subject.HourOfWeek / 24, subject.HourOfWeek % 24);
            yield return (ProfileKinds.Hour, ProfileKinds.Value(subject.HourOfWeek), string.Create(CultureInfo.InvariantCulture, $"worked on a {DayName(day)} between {hour:00}:00 and {(hour + 1) % 24:00}:00"));
        }
    }

    private static string DayName(int day) => ((DayOfWeek)day).ToString();
}
