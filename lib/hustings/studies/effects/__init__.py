"""What followed an intervention: camps held at different dates, one team changed on one date."""
