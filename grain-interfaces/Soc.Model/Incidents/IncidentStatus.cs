namespace Soc.Model.Incidents;

public enum IncidentStatus
{
    Open = 0,
    Contained = 1,
    Closed = 2,
}
